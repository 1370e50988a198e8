package dev.hera.store.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedMethod;

import dev.hera.memory.MemoryStore;
import dev.hera.plan.Edge;
import dev.hera.role.Role;
import dev.hera.role.Task;
import dev.hera.spi.HeraStore;
import dev.hera.spi.RoleFilter;
import dev.hera.store.tck.BrokenStores.Catches;
import dev.hera.store.tck.TamperedStore.Call;
import dev.hera.store.tck.TamperedStore.Trick;
import dev.hera.store.tck.row.RowFixtures;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.TestAbortedException;

/** Every broken store is rejected by the test that is there for it. */
class BrokenStoresTest {
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
          "Messages");

  private static volatile Function<Path, HeraStore> tested = directory -> MemoryStore.create();

  /** The contract, run on the store of the moment. */
  static final class TestedContract extends HeraStoreContract {
    @Override
    protected HeraStore open(Path directory) {
      return tested.apply(directory);
    }

    @Override
    protected Map<String, String> claimedMode() {
      return Map.of("synchronous", "full");
    }

    @Override
    protected Map<String, String> mode(HeraStore opened) {
      return opened instanceof BrokenStores.Sloppy ? Map.of("synchronous", "off") : claimedMode();
    }
  }

  @TestFactory
  Stream<DynamicTest> a_store_that_claims_another_mode_than_it_runs_in_is_rejected() {
    return Stream.of(
        rejected(
            "runs without waiting for the disk",
            BrokenStores.Sloppy::new,
            "Mode.the_store_runs_in_the_mode_that_it_claims",
            "Mode.a_reopened_store_runs_in_the_mode_that_it_claims"));
  }

  @Test
  void the_report_names_what_passed_what_failed_and_the_mode() throws ClassNotFoundException {
    assertThat(report(BrokenStores.Sloppy::new))
        .contains(
            "TestedContract: 0 tests passed {}; others [Mode.the_store_runs_in_the_mode_that_it_claims")
        .contains(" failed]; mode {synchronous=off}");
    assertThat(report(MemoryStore::create))
        .contains("TestedContract: 1 tests passed {Mode=1}; others []; mode {synchronous=full}");
  }

  private static String report(Supplier<HeraStore> store) throws ClassNotFoundException {
    PrintStream out = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      failures(directory -> store.get(), "Mode.the_store_runs_in_the_mode_that_it_claims");
    } finally {
      System.setOut(out);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @TestFactory
  Stream<DynamicTest> a_store_that_breaks_its_transactions_is_rejected() {
    return Stream.of(
        rejected(
            "never rolls back",
            BrokenStores.NeverRollsBack::new,
            "Transactions.a_write_that_fails_takes_every_change_back",
            "Transactions.each_change_is_taken_back_on_its_own",
            "Transactions.a_write_that_fails_leaves_an_empty_store_empty",
            "Closing.a_reopened_store_does_not_know_what_was_taken_back"),
        rejected(
            "swallows exceptions",
            () -> Catches.andSwallows(thrown -> true),
            "Transactions.an_exception_of_the_work_passes_unchanged"),
        rejected(
            "wraps exceptions",
            Catches::andWraps,
            "Transactions.an_exception_of_the_work_passes_unchanged"),
        rejected(
            "nests transactions",
            BrokenStores.Nests::new,
            "Transactions.a_read_within_a_read_is_refused",
            "Transactions.a_write_within_a_read_is_refused",
            "Transactions.a_read_within_a_write_is_refused",
            "Transactions.a_write_within_a_write_is_refused"),
        rejected(
            "writes in reads",
            BrokenStores.WritesInReads::new,
            "Transactions.a_read_refuses_every_change"),
        rejected(
            "commits every call",
            () -> new BrokenStores.CommitsEveryCall(true),
            "Transactions.a_transaction_is_of_no_use_after_its_work_ended",
            "Transactions.a_transaction_is_of_no_use_after_its_work_failed",
            "Transactions.a_part_of_a_transaction_is_of_no_use_after_its_work_ended",
            "Transactions.a_transaction_is_of_no_use_on_another_thread",
            "Transactions.a_write_that_breaks_a_uniqueness_rule_is_taken_back_whole",
            "Transactions.an_error_of_the_work_passes_unchanged_and_takes_everything_back"),
        rejected(
            "commits in spite of a refused change",
            () -> Catches.andSwallows(thrown -> thrown.getMessage().contains("may not go on")),
            "Transactions.a_work_that_goes_on_after_a_uniqueness_rule_refused_a_change_does_not_commit",
            "Transactions.a_work_that_goes_on_after_an_update_of_nothing_does_not_commit"),
        rejected(
            "remembers what was taken back",
            () -> new BrokenStores.Remembers("gates.find", "gates.update"),
            "Transactions.a_write_does_not_see_what_was_taken_back"),
        rejected(
            "remembers what was changed since",
            () -> new BrokenStores.Remembers("gates.find", "gates.insert"),
            "Transactions.a_write_sees_each_change_that_was_committed_since_the_one_before"),
        rejected(
            "forgets an insert",
            () -> tampered("gates.insert", call -> null),
            "Transactions.every_change_changes_something"));
  }

  @TestFactory
  Stream<DynamicTest> a_store_that_mixes_up_its_threads_is_rejected() {
    return Stream.of(
        rejected(
            "reads what is not committed",
            () -> new BrokenStores.CommitsEveryCall(true),
            "Threads.nobody_sees_what_is_not_committed",
            "Threads.no_read_sees_half_of_a_write",
            "Threads.a_write_that_comes_while_another_one_runs_sees_what_that_one_did"),
        rejected(
            "reads without a snapshot",
            () -> new BrokenStores.CommitsEveryCall(false),
            "Threads.a_read_sees_the_same_however_often_it_looks",
            "Threads.a_read_does_not_see_what_was_written_after_it_began",
            "Threads.no_read_sees_one_row_before_and_another_after_a_write"),
        rejected(
            "loses updates",
            BrokenStores.LosesUpdates::new,
            "Threads.a_write_that_comes_while_another_one_runs_sees_what_that_one_did"),
        rejected(
            "forgets an update now and then",
            BrokenStoresTest::forgetful,
            "Threads.no_update_of_racing_writers_is_lost"),
        rejected(
            "gives ids twice",
            () -> tampered("takeIds", call -> (long) call.proceed() / 2 + 1),
            "Threads.racing_writers_get_ids_of_their_own",
            "Ids.ids_increase_within_a_transaction"),
        rejected(
            "forgets names in a race",
            () -> Catches.andForgets("active orchestrator name"),
            "Threads.one_of_racing_inserts_of_a_name_succeeds"),
        rejected(
            "breaks on an interrupt",
            BrokenStores.BreaksOnInterrupt::new,
            "Threads.a_thread_interrupted_before_its_transactions_does_no_harm_to_others",
            "Threads.a_thread_interrupted_in_the_midst_of_its_work_does_no_harm_to_others",
            "Threads.a_thread_interrupted_while_it_reads_does_no_harm_to_others"),
        rejected(
            "lies to the interrupted",
            BrokenStores.LiesToTheInterrupted::new,
            "Threads.a_thread_interrupted_before_its_transactions_does_no_harm_to_others"));
  }

  @TestFactory
  Stream<DynamicTest> a_store_that_ends_badly_is_rejected() {
    HeraStore shared = new BrokenStores.NeverCloses();
    return Stream.of(
        rejected(
            "forgets everything when it is closed",
            MemoryStore::create,
            "Closing.a_reopened_store_knows_everything",
            "Closing.a_reopened_store_knows_every_change",
            "Closing.a_reopened_store_keeps_its_uniqueness_rules",
            "Ids.ids_that_no_row_carries_are_not_given_again_after_a_reopen"),
        rejected(
            "never closes",
            BrokenStores.NeverCloses::new,
            "Closing.a_closed_store_refuses_every_transaction",
            "Closing.closing_waits_for_a_write_that_runs",
            "Closing.closing_waits_for_a_read_that_runs"),
        rejected(
            "cannot be closed twice",
            BrokenStores.ClosesOnce::new,
            "Closing.closing_twice_does_no_harm"),
        rejected(
            "is one for all directories",
            () -> shared,
            "Closing.stores_of_different_directories_share_nothing"));
  }

  @TestFactory
  Stream<DynamicTest> a_store_that_gives_ids_wrongly_is_rejected() {
    return Stream.of(
        rejected(
            "gives the same id for ever",
            () -> tampered("takeIds", call -> 1L),
            "Ids.ids_increase_within_a_transaction",
            "Ids.ids_taken_together_are_not_given_again",
            "Ids.ids_after_a_rollback_are_greater_than_every_committed_one"),
        rejected(
            "begins at zero",
            () -> tampered("takeIds", call -> (long) call.proceed() - 1),
            "Ids.the_first_id_of_every_kind_is_at_least_one"),
        rejected(
            "takes one id where more were asked for",
            () -> tampered("takeIds", BrokenStoresTest::takeOneId),
            "Ids.ids_taken_together_are_not_given_again",
            "Ids.ids_taken_together_are_not_given_again_in_the_same_transaction"));
  }

  @TestFactory
  Stream<DynamicTest> a_store_that_forgets_a_uniqueness_rule_is_rejected() {
    Map<String, List<String>> rules = new LinkedHashMap<>();
    rules.put(
        "Orchestrators.refuses_a_second_one_with_the_same_id", List.of("orchestrator exists"));
    rules.put(
        "Orchestrators.refuses_a_second_active_one_of_the_same_name",
        List.of("active orchestrator name"));
    rules.put(
        "Orchestrators.refuses_an_update_to_the_name_of_another_active_one",
        List.of("active orchestrator name"));
    rules.put("Roles.refuses_a_second_one_with_the_same_id", List.of("role exists"));
    rules.put(
        "Roles.refuses_a_second_active_one_of_the_same_name_in_an_orchestrator",
        List.of("active role name"));
    rules.put("Roles.a_cancelled_one_keeps_its_name", List.of("active role name"));
    rules.put("Tasks.refuses_a_second_one_with_the_same_id", List.of("task exists"));
    rules.put("Bindings.refuses_a_second_one_with_the_same_id", List.of("binding exists"));
    rules.put("Bindings.refuses_a_second_live_one_of_a_role", List.of("live role"));
    rules.put(
        "Bindings.refuses_a_second_live_one_of_a_task_in_an_orchestrator", List.of("live task"));
    rules.put(
        "Bindings.refuses_a_second_live_one_of_a_worktree_in_an_orchestrator",
        List.of("live worktree"));
    rules.put("Bindings.refuses_an_update_that_makes_a_second_live_one", List.of("live role"));
    rules.put("Edges.refuses_a_second_edge_of_a_pair", List.of("edge exists"));
    rules.put("Gates.refuses_a_second_one_of_a_role", List.of("gate exists"));
    rules.put("Launches.refuses_a_second_one_with_the_same_id", List.of("launch exists"));
    rules.put("Launches.refuses_a_second_one_of_a_role", List.of("launch of the role"));
    rules.put("Launches.refuses_a_second_one_with_the_same_key", List.of("launch key"));
    rules.put("Launches.refuses_a_second_token_with_the_same_hash", List.of("token exists"));
    rules.put("Holds.refuses_a_second_one_with_the_same_id", List.of("hold exists"));
    rules.put("Holds.refuses_a_second_open_one_of_a_node_and_blocker", List.of("open hold"));
    rules.put(
        "Holds.refuses_a_second_open_one_of_a_node_without_a_blocker",
        List.of("open hold", "blocker=null"));
    rules.put("Holds.refuses_an_update_that_makes_a_second_open_one", List.of("open hold"));
    rules.put("Messages.refuses_a_second_one_with_the_same_id", List.of("message exists"));
    rules.put("Events.refuses_a_second_one_with_the_same_number", List.of("event exists"));
    rules.put(
        "Answers.refuses_a_second_one_to_the_same_role_verb_and_key",
        List.of("answer exists", "role=RoleId"));
    rules.put(
        "Answers.refuses_a_second_one_to_the_same_verb_and_key_without_a_role",
        List.of("answer exists", "role=null"));
    return rules.entrySet().stream()
        .map(
            rule ->
                rejected(
                    "forgets " + String.join(", ", rule.getValue()),
                    () -> Catches.andForgets(rule.getValue().toArray(String[]::new)),
                    rule.getKey()));
  }

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
                        () -> tampered(part(table) + ".list", BrokenStoresTest::reversed),
                        table + test),
                    rejected(
                        table + " without the second one",
                        () -> tampered(part(table) + ".list", BrokenStoresTest::withoutTheSecond),
                        table + test),
                    rejected(
                        table + " give something for no key",
                        () ->
                            tampered(part(table) + ".list", BrokenStoresTest::somethingForNothing),
                        table + test),
                    rejected(
                        table + " find nothing",
                        () -> tampered(part(table) + ".find", call -> Optional.empty()),
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
    lists.put("launches.listOf", "Launches.lists_those_of_the_roles_in_role_id_order");
    lists.put("tasks.listActive", "Tasks.lists_the_active_ones_of_the_worktrees_in_id_order");
    return lists.entrySet().stream()
        .map(
            list ->
                rejected(
                    list.getKey() + " for the first only",
                    () -> tampered(list.getKey(), BrokenStoresTest::forTheFirst),
                    list.getValue()));
  }

  @TestFactory
  Stream<DynamicTest> a_store_that_lists_in_another_order_is_rejected() {
    Map<String, String> lists = new LinkedHashMap<>();
    lists.put("orchestrators.listActive", "Orchestrators.lists_the_active_ones_in_id_order");
    lists.put(
        "orchestrators.listChildren",
        "Orchestrators.lists_the_children_of_one_archived_ones_too_in_id_order");
    lists.put("roles.listActive", "Roles.lists_those_with_one_of_the_names_in_id_order");
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
    lists.put("launches.listOf", "Launches.lists_those_of_the_roles_in_role_id_order");
    lists.put("launches.listDue", "Launches.lists_what_is_due_in_role_id_order");
    lists.put("launches.list", "Launches.lists_all_in_a_state_in_role_id_order");
    lists.put(
        "launches.listPlaces",
        "Launches.lists_the_places_of_one_orchestrator_and_of_all_in_role_id_order");
    lists.put("holds.listOf", "Holds.lists_the_open_ones_and_all_of_a_node_in_id_order");
    lists.put(
        "holds.listUntold", "Holds.lists_the_open_untold_ones_of_an_orchestrator_in_id_order");
    lists.put("messages.listUnread", "Messages.lists_the_unread_ones_of_a_recipient_in_id_order");
    lists.put(
        "messages.listSent",
        "Messages.lists_when_a_role_sent_after_an_instant_without_notices_ascending");
    lists.put(
        "messages.listAfter",
        "Messages.lists_those_of_several_orchestrators_after_an_id_in_id_order");
    lists.put(
        "events.list", "Events.lists_those_of_an_orchestrator_after_a_number_in_sequence_order");
    lists.put("events.listAbout", "Events.lists_those_about_a_role_in_sequence_order");
    return lists.entrySet().stream()
        .map(
            list ->
                rejected(
                    list.getKey() + " the wrong way round",
                    () -> tampered(list.getKey(), BrokenStoresTest::reversed),
                    list.getValue()));
  }

  @TestFactory
  Stream<DynamicTest> a_store_that_changes_values_is_rejected() {
    return Stream.of(
        rejected(
            "loses a role's status",
            () -> tampered("roles.find", call -> role(call).map(BrokenStoresTest::withoutStatus)),
            "Roles.keeps_every_field",
            "Roles.an_update_replaces_every_field"),
        rejected(
            "keeps instants to the second",
            () -> tampered("roles.find", call -> role(call).map(BrokenStoresTest::toTheSecond)),
            "Values.instants_come_back_to_the_millisecond"),
        rejected(
            "takes an empty text for none",
            () ->
                tampered("tasks.find", call -> task(call).map(BrokenStoresTest::withoutEmptyNote)),
            "Values.texts_of_tasks_come_back_unchanged"),
        rejected(
            "cuts texts at NUL",
            () -> tampered("roles.find", call -> role(call).map(BrokenStoresTest::cutAtNul)),
            "Values.texts_of_roles_come_back_unchanged"),
        rejected(
            "compares names without case",
            () -> tampered("orchestrators.findActive", BrokenStoresTest::inLowerCase),
            "Orchestrators.names_are_compared_exactly"),
        rejected(
            "refuses long lists",
            () -> tampered("gates.list", BrokenStoresTest::shortListsOnly),
            "Capacity.a_list_of_40_000_values_may_be_asked_for",
            "Capacity.the_rows_of_40_000_keys_may_be_asked_for"),
        rejected(
            "lists dependents in the order of their own keys",
            () -> tampered("edges.listDependents", BrokenStoresTest::inTheOrderOfKeys),
            "Edges.lists_the_dependents_of_some_ordered_by_blocker_then_by_blocked"),
        rejected(
            "ignores the kind of a filter with names",
            () -> tampered("roles.listActive", BrokenStoresTest::withoutKind),
            "Roles.lists_those_of_a_kind_with_one_of_the_names"),
        rejected(
            "takes the live bindings for all",
            () -> tampered("bindings.list", call -> with(call, 1, true)),
            "Bindings.lists_the_live_ones_and_all_of_an_orchestrator_in_id_order"),
        rejected(
            "takes the open holds for all",
            () -> tampered("holds.listOf", call -> with(call, 1, true)),
            "Holds.lists_the_open_ones_and_all_of_a_node_in_id_order"),
        rejected(
            "takes all bindings for live ones",
            () -> tampered("bindings.list", call -> with(call, 1, false)),
            "Bindings.lists_the_live_ones_and_all_of_an_orchestrator_in_id_order"),
        rejected(
            "takes all holds for open ones",
            () -> tampered("holds.listOf", call -> with(call, 1, false)),
            "Holds.lists_the_open_ones_and_all_of_a_node_in_id_order"),
        rejected(
            "ignores which notices to count",
            () -> tampered("messages.countUnread", call -> with(call, 1, true)),
            "Messages.counts_the_unread_ones_with_and_without_notices"),
        rejected(
            "ignores the limit of what is due",
            () -> tampered("launches.listDue", call -> with(call, 2, Integer.MAX_VALUE)),
            "Launches.lists_no_more_of_what_is_due_than_the_limit"),
        rejected(
            "ignores the exceptions to what is due",
            () -> tampered("launches.listDue", call -> with(call, 1, List.of())),
            "Launches.leaves_out_what_is_due_in_the_excepted_orchestrators"),
        rejected(
            "finds due what is due a little later",
            () -> tampered("launches.listDue", call -> later(call, 0)),
            "Launches.lists_what_is_due_in_role_id_order"),
        rejected(
            "removes answers of the very instant",
            () -> tampered("answers.deleteBefore", call -> later(call, 0)),
            "Answers.removes_those_created_before_an_instant"));
  }

  private static DynamicTest rejected(String what, Supplier<HeraStore> store, String... by) {
    return rejectedAt(what, directory -> store.get(), by);
  }

  /** A store that is opened by its place. */
  static DynamicTest rejectedAt(String what, Function<Path, HeraStore> store, String... by) {
    return dynamicTest(
        what + ": " + String.join(", ", by),
        () -> {
          for (String test : by) {
            assertThat(failures(store, test))
                .as(test)
                .singleElement()
                .isNotInstanceOfAny(
                    TestAbortedException.class,
                    NullPointerException.class,
                    ClassCastException.class,
                    UndeclaredThrowableException.class);
          }
        });
  }

  /** What became of one test of the contract on this store, where it did not pass. */
  private static List<Throwable> failures(Function<Path, HeraStore> store, String test)
      throws ClassNotFoundException {
    String[] name = test.split("\\.", 2);
    Class<?> nested = Class.forName(HeraStoreContract.class.getName() + "$" + name[0]);
    List<Throwable> failures = new ArrayList<>();
    List<TestIdentifier> run = new ArrayList<>();
    tested = store;
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(
                    selectNestedMethod(
                        List.of(TestedContract.class), nested, method(nested, name[1])))
                .build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier id, TestExecutionResult result) {
                if (id.isTest()) {
                  run.add(id);
                }
                result.getThrowable().ifPresent(failures::add);
              }
            });
    assertThat(run).as("tests named %s", test).hasSize(1);
    return failures;
  }

  private static Method method(Class<?> nested, String name) {
    Class<?> chapter = nested.getSuperclass();
    return Stream.of(chapter, chapter.getSuperclass())
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no test named " + name));
  }

  private static HeraStore forgetful() {
    AtomicInteger updates = new AtomicInteger();
    return tampered(
        "gates.update", call -> updates.incrementAndGet() % 10 == 0 ? null : call.proceed());
  }

  private static HeraStore tampered(String method, Trick trick) {
    return new TamperedStore(MemoryStore.create()).with(method, trick);
  }

  private static Object takeOneId(Call call) throws Throwable {
    return with(call, 1, 1);
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

  private static Object somethingForNothing(Call call) throws Throwable {
    return call.arguments().get(0) instanceof Collection<?> keys && keys.isEmpty()
        ? List.of("something")
        : call.proceed();
  }

  private static Object forTheFirst(Call call) throws Throwable {
    Collection<?> keys = (Collection<?>) call.arguments().get(0);
    return with(call, 0, keys.stream().limit(1).toList());
  }

  private static Object inTheOrderOfKeys(Call call) throws Throwable {
    return ((List<?>) call.proceed())
        .stream().map(Edge.class::cast).sorted(Comparator.comparing(Edge::key)).toList();
  }

  private static Object withoutKind(Call call) throws Throwable {
    RoleFilter filter = (RoleFilter) call.arguments().get(1);
    return with(call, 1, filter.names() == null ? filter : RoleFilter.named(filter.names()));
  }

  private static String part(String table) {
    return table.toLowerCase(Locale.ROOT);
  }

  private static Object inLowerCase(Call call) throws Throwable {
    return with(call, 0, call.arguments().get(0).toString().toLowerCase(Locale.ROOT));
  }

  private static Object shortListsOnly(Call call) throws Throwable {
    if (call.arguments().get(0) instanceof Collection<?> values && values.size() > 32_766) {
      throw new AssertionError("too many values");
    }
    return call.proceed();
  }

  private static Object later(Call call, int argument) throws Throwable {
    return with(call, argument, ((Instant) call.arguments().get(argument)).plusMillis(1));
  }

  private static Object with(Call call, int argument, Object value) throws Throwable {
    List<Object> changed = new ArrayList<>(call.arguments());
    changed.set(argument, value);
    return new Call(call.target(), call.method(), changed).proceed();
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
