package dev.hera.store.tck;

import static dev.hera.store.tck.ContractRun.rejected;

import dev.hera.plan.Edge;
import dev.hera.plan.LaunchState;
import dev.hera.role.Role;
import dev.hera.role.Task;
import dev.hera.spi.RoleFilter;
import dev.hera.store.tck.BrokenStores.Catches;
import dev.hera.store.tck.TamperedStore.Call;
import dev.hera.store.tck.row.RowFixtures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every store that keeps, refuses or lists wrong rows is rejected by the test that is there for it.
 */
class BrokenTablesTest {
  private static final List<String> TABLES =
      List.of(
          "Orchestrators",
          "Roles",
          "Tasks",
          "Bindings",
          "Edges",
          "Gates",
          "Launches",
          "Holds",
          "Hosts",
          "Messages");

  @TestFactory
  Stream<DynamicTest> a_store_that_updates_what_does_not_exist_is_rejected() {
    return TABLES.stream()
        .map(
            part ->
                rejected(
                    "updates what does not exist",
                    () -> Catches.andSwallows(thrown -> thrown.getMessage().contains("to update")),
                    part + ".refuses_an_update_of_one_that_does_not_exist"));
  }

  @TestFactory
  Stream<DynamicTest> a_store_that_lists_other_rows_than_the_keys_name_is_rejected() {
    String test = ".lists_those_with_the_keys_that_exist_in_the_order_of_the_keys";
    return TABLES.stream()
        .flatMap(
            table ->
                Stream.of(
                    rejected(
                        table + " the wrong way round",
                        () ->
                            TamperedStore.inMemory(
                                part(table) + ".list", BrokenTablesTest::reversed),
                        table + test),
                    rejected(
                        table + " without the second one",
                        () ->
                            TamperedStore.inMemory(
                                part(table) + ".list", BrokenTablesTest::withoutTheSecond),
                        table + test),
                    rejected(
                        table + " give something for no key",
                        () ->
                            TamperedStore.inMemory(
                                part(table) + ".list", BrokenTablesTest::somethingForNothing),
                        table + test),
                    rejected(
                        table + " find nothing",
                        () ->
                            TamperedStore.inMemory(part(table) + ".find", call -> Optional.empty()),
                        table + ".finds_one_by_its_key",
                        table + ".a_write_finds_what_it_inserted"),
                    rejected(
                        table + " keep the first of a refused batch",
                        () -> new BrokenStores.KeepsTheFirst(part(table)),
                        table + ".refuses_a_batch_with_a_key_that_exists_and_keeps_none_of_it",
                        table + ".refuses_a_batch_with_a_row_twice_and_keeps_none_of_it"),
                    rejected(
                        table + " take a batch with a key that exists",
                        () -> Catches.andForgets(" exists: "),
                        table + ".refuses_a_batch_with_a_key_that_exists_and_keeps_none_of_it",
                        table + ".refuses_a_batch_with_a_row_twice_and_keeps_none_of_it")));
  }

  @TestFactory
  Stream<DynamicTest> a_store_that_heeds_a_collection_in_part_is_rejected() {
    Map<String, String> lists = new LinkedHashMap<>();
    lists.put("bindings.listOfRoles", "Bindings.lists_all_of_several_roles_and_tasks_in_id_order");
    lists.put("bindings.listOfTasks", "Bindings.lists_all_of_several_roles_and_tasks_in_id_order");
    lists.put(
        "edges.listBlockers",
        "Edges.lists_the_blockers_of_some_ordered_by_blocked_then_by_blocker");
    lists.put(
        "edges.listDependents",
        "Edges.lists_the_dependents_of_some_ordered_by_blocker_then_by_blocked");
    lists.put("launches.listOf", "LaunchLists.lists_those_of_the_roles_in_role_id_order");
    lists.put("tasks.listActive", "Tasks.lists_the_active_ones_of_the_worktrees_in_id_order");
    return lists.entrySet().stream()
        .map(
            list ->
                rejected(
                    list.getKey() + " for the first only",
                    () -> TamperedStore.inMemory(list.getKey(), BrokenTablesTest::forTheFirst),
                    list.getValue()));
  }

  @TestFactory
  Stream<DynamicTest> a_store_that_lists_in_another_order_is_rejected() {
    Map<String, String> lists = new LinkedHashMap<>();
    lists.put("orchestrators.listActive", "Orchestrators.lists_the_active_ones_in_id_order");
    lists.put(
        "orchestrators.listChildren",
        "Orchestrators.lists_the_children_of_one_archived_ones_too_in_id_order");
    lists.put("roles.listActive", "RoleNames.lists_those_with_one_of_the_names_in_id_order");
    lists.put("tasks.listActive", "Tasks.lists_the_active_ones_of_the_worktrees_in_id_order");
    lists.put("bindings.listOfRoles", "Bindings.lists_all_of_several_roles_and_tasks_in_id_order");
    lists.put("bindings.listOfTasks", "Bindings.lists_all_of_several_roles_and_tasks_in_id_order");
    lists.put(
        "bindings.list", "Bindings.lists_the_live_ones_and_all_of_an_orchestrator_in_id_order");
    lists.put(
        "edges.listBlockers",
        "Edges.lists_the_blockers_of_some_ordered_by_blocked_then_by_blocker");
    lists.put(
        "edges.listDependents",
        "Edges.lists_the_dependents_of_some_ordered_by_blocker_then_by_blocked");
    lists.put(
        "edges.list", "Edges.lists_all_of_an_orchestrator_ordered_by_blocked_then_by_blocker");
    lists.put("gates.list", "Gates.lists_all_of_an_orchestrator_in_role_id_order");
    lists.put("launches.listOf", "LaunchLists.lists_those_of_the_roles_in_role_id_order");
    lists.put("launches.listDue", "LaunchLists.lists_what_is_due_in_role_id_order");
    lists.put("launches.list", "LaunchLists.lists_all_in_a_state_in_role_id_order");
    lists.put(
        "launches.listPlaces",
        "LaunchLists.lists_the_places_of_one_orchestrator_and_of_all_in_role_id_order");
    lists.put("holds.listOf", "Holds.lists_the_open_ones_and_all_of_a_node_in_id_order");
    lists.put(
        "holds.listUntold", "Holds.lists_the_open_untold_ones_of_an_orchestrator_in_id_order");
    lists.put("hosts.list", "Hosts.lists_all_in_id_order");
    lists.put("messages.listUnread", "Messages.lists_the_unread_ones_of_a_recipient_in_id_order");
    lists.put(
        "messages.listSent",
        "Messages.lists_when_a_role_sent_after_an_instant_without_notices_ascending");
    lists.put(
        "messages.listAfter",
        "Messages.lists_those_of_several_orchestrators_after_an_id_in_id_order");
    lists.put(
        "events.list",
        "Events.lists_those_of_an_orchestrator_or_of_all_after_a_number_in_sequence_order");
    lists.put("events.listAbout", "Events.lists_those_about_a_role_in_sequence_order");
    return lists.entrySet().stream()
        .map(
            list ->
                rejected(
                    list.getKey() + " the wrong way round",
                    () -> TamperedStore.inMemory(list.getKey(), BrokenTablesTest::reversed),
                    list.getValue()));
  }

  @TestFactory
  Stream<DynamicTest> a_store_that_changes_values_is_rejected() {
    return Stream.of(
        rejected(
            "loses a role's status",
            () ->
                TamperedStore.inMemory(
                    "roles.find", call -> role(call).map(BrokenTablesTest::withoutStatus)),
            "Roles.keeps_every_field",
            "Roles.an_update_replaces_every_field"),
        rejected(
            "keeps instants to the second",
            () ->
                TamperedStore.inMemory(
                    "roles.find", call -> role(call).map(BrokenTablesTest::toTheSecond)),
            "Values.instants_come_back_to_the_millisecond"),
        rejected(
            "takes an empty text for none",
            () ->
                TamperedStore.inMemory(
                    "tasks.find", call -> task(call).map(BrokenTablesTest::withoutEmptyNote)),
            "Values.texts_of_tasks_come_back_unchanged"),
        rejected(
            "cuts texts at NUL",
            () ->
                TamperedStore.inMemory(
                    "roles.find", call -> role(call).map(BrokenTablesTest::cutAtNul)),
            "Values.texts_of_roles_come_back_unchanged"),
        rejected(
            "compares names without case",
            () -> TamperedStore.inMemory("orchestrators.findActive", BrokenTablesTest::inLowerCase),
            "Orchestrators.names_are_compared_exactly"),
        rejected(
            "loses an edge that it inserts where others were",
            () -> TamperedStore.inMemory("edges.list", BrokenTablesTest::withoutTheFirstOfMany),
            "Edges.keeps_all_others_while_whole_ranges_are_deleted_and_filled_again"),
        rejected(
            "lists no events about a role that has many",
            () -> TamperedStore.inMemory("events.listAbout", BrokenTablesTest::noneOfMany),
            "Events.lists_all_about_a_role_at_once_however_many_were_appended_together"),
        rejected(
            "refuses long lists",
            () -> TamperedStore.inMemory("gates.list", BrokenTablesTest::shortListsOnly),
            "Capacity.a_list_of_40_000_values_may_be_asked_for",
            "Capacity.the_rows_of_40_000_keys_may_be_asked_for"),
        rejected(
            "lists dependents in the order of their own keys",
            () ->
                TamperedStore.inMemory("edges.listDependents", BrokenTablesTest::inTheOrderOfKeys),
            "Edges.lists_the_dependents_of_some_ordered_by_blocker_then_by_blocked"),
        rejected(
            "ignores the kind of a filter with names",
            () -> TamperedStore.inMemory("roles.listActive", BrokenTablesTest::withoutKind),
            "RoleNames.lists_those_of_a_kind_with_one_of_the_names"),
        rejected(
            "takes the live bindings for all",
            () -> TamperedStore.inMemory("bindings.list", call -> call.with(1, true)),
            "Bindings.lists_the_live_ones_and_all_of_an_orchestrator_in_id_order"),
        rejected(
            "takes the open holds for all",
            () -> TamperedStore.inMemory("holds.listOf", call -> call.with(1, true)),
            "Holds.lists_the_open_ones_and_all_of_a_node_in_id_order"),
        rejected(
            "takes all bindings for live ones",
            () -> TamperedStore.inMemory("bindings.list", call -> call.with(1, false)),
            "Bindings.lists_the_live_ones_and_all_of_an_orchestrator_in_id_order"),
        rejected(
            "takes all holds for open ones",
            () -> TamperedStore.inMemory("holds.listOf", call -> call.with(1, false)),
            "Holds.lists_the_open_ones_and_all_of_a_node_in_id_order"),
        rejected(
            "ignores which notices to count",
            () -> TamperedStore.inMemory("messages.countUnread", call -> call.with(1, true)),
            "Messages.counts_the_unread_ones_with_and_without_notices"),
        rejected(
            "ignores the limit of what is due",
            () ->
                TamperedStore.inMemory("launches.listDue", call -> call.with(3, Integer.MAX_VALUE)),
            "LaunchLists.lists_no_more_of_what_is_due_than_the_limit"),
        rejected(
            "ignores the states of what is due",
            () ->
                TamperedStore.inMemory(
                    "launches.listDue", call -> call.with(0, List.of(LaunchState.values()))),
            "LaunchLists.lists_of_what_is_due_only_what_is_in_one_of_the_states"),
        rejected(
            "ignores the exceptions to what is due",
            () -> TamperedStore.inMemory("launches.listDue", call -> call.with(2, List.of())),
            "LaunchLists.leaves_out_what_is_due_in_the_excepted_orchestrators"),
        rejected(
            "finds due what is due a little later",
            () -> TamperedStore.inMemory("launches.listDue", call -> later(call, 1)),
            "LaunchLists.lists_what_is_due_in_role_id_order"),
        rejected(
            "removes answers of the very instant",
            () -> TamperedStore.inMemory("answers.deleteBefore", call -> later(call, 0)),
            "Answers.removes_those_created_before_an_instant"));
  }

  private static Object reversed(Call call) throws Throwable {
    return RowFixtures.reversed((List<?>) call.proceed());
  }

  private static Object withoutTheSecond(Call call) throws Throwable {
    List<Object> rows = new ArrayList<>((List<?>) call.proceed());
    if (rows.size() > 1) {
      rows.remove(1);
    }
    return rows;
  }

  private static Object withoutTheFirstOfMany(Call call) throws Throwable {
    List<?> rows = (List<?>) call.proceed();
    return rows.size() > 1_000 ? rows.subList(1, rows.size()) : rows;
  }

  private static Object noneOfMany(Call call) throws Throwable {
    List<?> rows = (List<?>) call.proceed();
    return rows.size() > 100 ? List.of() : rows;
  }

  private static Object somethingForNothing(Call call) throws Throwable {
    return call.arguments().get(0) instanceof Collection<?> keys && keys.isEmpty()
        ? List.of("something")
        : call.proceed();
  }

  private static Object forTheFirst(Call call) throws Throwable {
    Collection<?> keys = (Collection<?>) call.arguments().get(0);
    return call.with(0, keys.stream().limit(1).toList());
  }

  private static Object inTheOrderOfKeys(Call call) throws Throwable {
    return ((List<?>) call.proceed())
        .stream().map(Edge.class::cast).sorted(Comparator.comparing(Edge::key)).toList();
  }

  private static Object withoutKind(Call call) throws Throwable {
    RoleFilter filter = (RoleFilter) call.arguments().get(1);
    return call.with(1, filter.names() == null ? filter : RoleFilter.named(filter.names()));
  }

  private static String part(String table) {
    return table.toLowerCase(Locale.ROOT);
  }

  private static Object inLowerCase(Call call) throws Throwable {
    return call.with(0, call.arguments().get(0).toString().toLowerCase(Locale.ROOT));
  }

  private static Object shortListsOnly(Call call) throws Throwable {
    if (call.arguments().get(0) instanceof Collection<?> values && values.size() > 32_766) {
      throw new AssertionError("too many values");
    }
    return call.proceed();
  }

  private static Object later(Call call, int argument) throws Throwable {
    return call.with(argument, ((Instant) call.arguments().get(argument)).plusMillis(1));
  }

  private static Optional<Role> role(Call call) throws Throwable {
    return ((Optional<?>) call.proceed()).map(Role.class::cast);
  }

  private static Optional<Task> task(Call call) throws Throwable {
    return ((Optional<?>) call.proceed()).map(Task.class::cast);
  }

  private static Role withoutStatus(Role role) {
    return role.withStatus(null, role.statusAt());
  }

  private static Role toTheSecond(Role role) {
    Instant archived = role.archived();
    return archived == null
        ? role
        : role.archivedAt(Instant.ofEpochSecond(archived.getEpochSecond()));
  }

  private static Role cutAtNul(Role role) {
    return role.withMission(role.project(), role.prompt().split("\u0000", 2)[0]);
  }

  private static Task withoutEmptyNote(Task task) {
    return "".equals(task.handoffNote()) ? task.withHandoffNote(null) : task;
  }
}
