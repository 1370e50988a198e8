package dev.hera.store.tck.row;

import static dev.hera.role.RoleKind.WORKER;
import static dev.hera.store.tck.row.RowFixtures.at;

import dev.hera.message.MessageId;
import dev.hera.plan.Edge;
import dev.hera.plan.HoldId;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchState;
import dev.hera.role.BindingId;
import dev.hera.role.HostId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.TaskId;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Table;
import dev.hera.spi.Transaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Every question about a filled store and about every change of it. */
final class EveryQuestion {
  private static final long FAR = FilledStore.FAR;
  private static final int MOST = Integer.MAX_VALUE;

  private final FilledStore filled;

  EveryQuestion(FilledStore filled) {
    this.filled = filled;
  }

  /** Every question by the name of its method and what it is about. */
  Map<String, Function<Transaction, Object>> questions() {
    Map<String, Function<Transaction, Object>> all = new LinkedHashMap<>();
    putTableQuestions(all);
    putListQuestions(all);
    filled.roles.forEach(role -> putRoleQuestions(role, all));
    putRoleQuestions(filled.farRole(), all);
    putLaunchQuestions(all);
    putMessageQuestions(all);
    return all;
  }

  private void putListQuestions(Map<String, Function<Transaction, Object>> all) {
    OrchestratorId of = filled.orchestrator.id();
    List<String> names = List.of("far", filled.roles.get(0).name());
    List<String> worktrees = List.of("/wt/filled", "/wt/far");
    List<RoleId> ids = filled.roles.stream().map(Role::id).toList();
    all.put("orchestrators.listActive", tx -> tx.orchestrators().listActive());
    all.put("orchestrators.findActive", tx -> tx.orchestrators().findActive("filled"));
    all.put("orchestrators.listChildren", tx -> tx.orchestrators().listChildren(of));
    all.put("roles.listActive", tx -> tx.roles().listActive(of, RoleFilter.ALL));
    all.put("roles.listActive kind", tx -> tx.roles().listActive(of, RoleFilter.of(WORKER)));
    all.put("roles.listActive names", tx -> tx.roles().listActive(of, RoleFilter.named(names)));
    all.put("tasks.listActive", tx -> tx.tasks().listActive(worktrees));
    all.put("bindings.list", tx -> tx.bindings().list(of, false));
    all.put("bindings.list live", tx -> tx.bindings().list(of, true));
    all.put("bindings.listOfRoles", tx -> tx.bindings().listOfRoles(ids));
    all.put("bindings.listOfTasks", tx -> tx.bindings().listOfTasks(List.of(filled.task.id())));
    all.put("edges.list", tx -> tx.edges().list(of));
    all.put("edges.listBlockers", tx -> tx.edges().listBlockers(ids));
    all.put("edges.listDependents", tx -> tx.edges().listDependents(ids));
    all.put("gates.list", tx -> tx.gates().list(of));
    all.put("launches.listOf", tx -> tx.launches().listOf(ids));
    all.put("holds.listUntold", tx -> tx.holds().listUntold(of));
    all.put("events.list", tx -> tx.events().list(of, 0, Integer.MAX_VALUE));
    all.put("events.list all", tx -> tx.events().list(null, 0, Integer.MAX_VALUE));
  }

  private void putTableQuestions(Map<String, Function<Transaction, Object>> all) {
    List<RoleId> ids =
        Stream.concat(filled.roles.stream(), Stream.of(filled.farRole())).map(Role::id).toList();
    List<Edge.Key> pairs =
        ids.stream().flatMap(a -> ids.stream().map(b -> new Edge.Key(a, b))).toList();
    put(
        all,
        "orchestrators",
        Transaction::orchestrators,
        List.of(filled.orchestrator.id(), new OrchestratorId(FAR)));
    put(all, "roles", Transaction::roles, ids);
    put(all, "tasks", Transaction::tasks, List.of(filled.task.id(), new TaskId(FAR)));
    put(all, "bindings", Transaction::bindings, List.of(filled.binding.id(), new BindingId(FAR)));
    put(all, "edges", Transaction::edges, pairs);
    put(all, "gates", Transaction::gates, ids);
    put(all, "launches", Transaction::launches, List.of(filled.launch.id(), new LaunchId(FAR)));
    put(all, "holds", Transaction::holds, List.of(filled.hold.id(), new HoldId(FAR)));
    put(all, "messages", Transaction::messages, List.of(filled.message.id(), new MessageId(FAR)));
    put(all, "hosts", Transaction::hosts, List.of(filled.host.id(), new HostId("far")));
    all.put("hosts.list", tx -> tx.hosts().list());
  }

  private static <K> void put(
      Map<String, Function<Transaction, Object>> all,
      String name,
      Function<Transaction, ? extends Table<K, ?>> table,
      List<K> keys) {
    keys.forEach(key -> all.put(name + ".find " + key, tx -> table.apply(tx).find(key)));
    all.put(name + ".list keys", tx -> table.apply(tx).list(keys));
    all.put(name + ".list none", tx -> table.apply(tx).list(List.of()));
  }

  private void putRoleQuestions(Role of, Map<String, Function<Transaction, Object>> all) {
    RoleId role = of.id();
    String about = " " + of.name();
    all.put("holds.listOf" + about, tx -> tx.holds().listOf(role, false));
    all.put("holds.listOf open" + about, tx -> tx.holds().listOf(role, true));
    all.put("messages.listUnread" + about, tx -> tx.messages().listUnread(role));
    all.put("messages.countUnread" + about, tx -> tx.messages().countUnread(role, true));
    all.put("messages.listSent" + about, tx -> tx.messages().listSent(role, at(-1)));
    all.put("messages.findCursor" + about, tx -> tx.messages().findCursor(role));
    all.put("events.listAbout" + about, tx -> tx.events().listAbout(role));
  }

  private void putLaunchQuestions(Map<String, Function<Transaction, Object>> all) {
    OrchestratorId of = filled.orchestrator.id();
    for (LaunchState state : LaunchState.values()) {
      all.put("launches.list " + state, tx -> tx.launches().list(state));
    }
    all.put("launches.list", tx -> tx.launches().list(of));
    all.put(
        "launches.listByKeys",
        tx -> tx.launches().listByKeys(List.of(new LaunchKey("another"), new LaunchKey("none"))));
    all.put("launches.listPlaces", tx -> tx.launches().listPlaces(of));
    all.put("launches.listPlaces all", tx -> tx.launches().listPlaces(null));
    all.put("launches.findNextDue", tx -> tx.launches().findNextDue(at(1)));
    all.put(
        "launches.listDue", tx -> tx.launches().listDue(LaunchState.OPEN, at(99), List.of(), MOST));
    all.put("launches.findToken first", tx -> tx.launches().findToken("first"));
    all.put("launches.findToken second", tx -> tx.launches().findToken("second"));
  }

  private void putMessageQuestions(Map<String, Function<Transaction, Object>> all) {
    List<OrchestratorId> of = List.of(filled.orchestrator.id());
    all.put("messages.listAfter", tx -> tx.messages().listAfter(of, new MessageId(0), MOST));
    all.put("answers.find first", tx -> tx.answers().find(null, "verb", "first"));
    all.put("answers.find second", tx -> tx.answers().find(null, "verb", "second"));
  }
}
