package dev.hera.store.tck.row;

import static dev.hera.role.RoleKind.WORKER;
import static dev.hera.store.tck.row.RowFixtures.at;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Edge;
import dev.hera.plan.Gate;
import dev.hera.plan.Hold;
import dev.hera.plan.HoldId;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.LaunchState;
import dev.hera.plan.WorkerToken;
import dev.hera.role.Binding;
import dev.hera.role.BindingId;
import dev.hera.role.EndReason;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.Answer;
import dev.hera.spi.IdKind;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Table;
import dev.hera.spi.Transaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** A store with a row of every kind, every change that can be made to it, and all it answers. */
public final class FilledStore {
  /** An id that the store does not give within a test. */
  private static final long FAR = 100_000L;

  private static final int MOST = Integer.MAX_VALUE;

  private final Orchestrator orchestrator;
  private final List<Role> roles;
  private final Task task;
  private final Binding binding;
  private final Launch launch;
  private final Hold hold;
  private final Message message;

  private FilledStore(Transaction tx) {
    orchestrator = RowFixtures.orchestrator(tx, "filled");
    roles = RowFixtures.roles(tx, orchestrator, 4);
    task = RowFixtures.task(tx, "/wt/filled");
    binding = RowFixtures.binding(tx, roles.get(0), task);
    launch = RowFixtures.launch(tx, roles.get(0));
    hold = RowFixtures.hold(tx, roles.get(1), roles.get(0));
    message = RowFixtures.message(tx, roles.get(0), roles.get(1));
  }

  /** Inserts something of everything. */
  public static FilledStore insert(Transaction tx) {
    FilledStore filled = new FilledStore(tx);
    tx.edges().insert(List.of(RowFixtures.newEdge(filled.roles.get(1), filled.roles.get(0))));
    tx.gates().insert(RowFixtures.newGates(filled.roles.subList(0, 3)));
    tx.launches().insertToken(filled.token("first"));
    tx.messages().putCursor(filled.roles.get(0).id(), filled.message.id());
    RowFixtures.event(tx, filled.roles.get(0));
    tx.answers().insert(answer("first"));
    return filled;
  }

  /** Makes every change. */
  public void changeEverything(Transaction tx) {
    changes().values().forEach(change -> change.accept(tx));
  }

  /** Every change by the name of its method, to be made in this order, or each on its own. */
  public Map<String, Consumer<Transaction>> changes() {
    Map<String, Consumer<Transaction>> all = new LinkedHashMap<>();
    all.put("takeIds", tx -> tx.takeIds(IdKind.ROLE, 1));
    putOrchestratorAndRoleChanges(all);
    putTaskAndBindingChanges(all);
    putPlanChanges(all);
    putLaunchAndHoldChanges(all);
    putMessageAndAnswerChanges(all);
    all.put("events.append", tx -> tx.events().append(List.of(farEvent())));
    return all;
  }

  /** Changes that have nothing to change. */
  public static Map<String, Consumer<Transaction>> changesOfNothing() {
    Map<String, Consumer<Transaction>> all = new LinkedHashMap<>();
    all.put("orchestrators.insert none", tx -> tx.orchestrators().insert(List.of()));
    all.put("roles.insert none", tx -> tx.roles().insert(List.of()));
    all.put("tasks.insert none", tx -> tx.tasks().insert(List.of()));
    all.put("bindings.insert none", tx -> tx.bindings().insert(List.of()));
    all.put("edges.insert none", tx -> tx.edges().insert(List.of()));
    all.put("gates.insert none", tx -> tx.gates().insert(List.of()));
    all.put("launches.insert none", tx -> tx.launches().insert(List.of()));
    all.put("holds.insert none", tx -> tx.holds().insert(List.of()));
    all.put("messages.insert none", tx -> tx.messages().insert(List.of()));
    all.put("messages.markRead none", tx -> tx.messages().markRead(List.of(), at(9)));
    all.put("events.append none", tx -> tx.events().append(List.of()));
    return all;
  }

  private void putOrchestratorAndRoleChanges(Map<String, Consumer<Transaction>> all) {
    OrchestratorId far = new OrchestratorId(FAR);
    Orchestrator child = new Orchestrator(far, "child", null, orchestrator.id(), at(0), null);
    Role last = roles.get(3);
    all.put("orchestrators.insert", tx -> tx.orchestrators().insert(List.of(child)));
    all.put(
        "orchestrators.update", tx -> tx.orchestrators().update(orchestrator.archivedAt(at(9))));
    all.put("roles.insert", tx -> tx.roles().insert(List.of(farRole())));
    all.put("roles.update", tx -> tx.roles().update(last.withStatus(Status.DONE, at(9))));
  }

  private void putTaskAndBindingChanges(Map<String, Consumer<Transaction>> all) {
    Binding ended =
        new Binding(
            new BindingId(FAR),
            roles.get(1).id(),
            orchestrator.id(),
            task.id(),
            null,
            at(1),
            at(2),
            EndReason.MOVED);
    all.put("tasks.insert", tx -> tx.tasks().insert(List.of(farTask())));
    all.put("tasks.update", tx -> tx.tasks().update(task.archivedAt(at(9))));
    all.put("bindings.insert", tx -> tx.bindings().insert(List.of(ended)));
    all.put(
        "bindings.update",
        tx -> tx.bindings().update(binding.endedAt(at(9), EndReason.TASK_DELETED)));
  }

  private void putPlanChanges(Map<String, Consumer<Transaction>> all) {
    Role first = roles.get(0);
    Role second = roles.get(1);
    Gate gate = RowFixtures.newGate(first).plus(BlockerOutcome.FAILED);
    Edge later = new Edge(orchestrator.id(), second.id(), first.id(), at(9));
    all.put(
        "edges.insert",
        tx -> tx.edges().insert(List.of(RowFixtures.newEdge(roles.get(2), roles.get(1)))));
    all.put("edges.update", tx -> tx.edges().update(later));
    all.put("edges.delete", tx -> tx.edges().delete(RowFixtures.newEdge(second, first).key()));
    all.put("gates.insert", tx -> tx.gates().insert(RowFixtures.newGates(roles.subList(3, 4))));
    all.put("gates.update", tx -> tx.gates().update(gate));
  }

  private void putLaunchAndHoldChanges(Map<String, Consumer<Transaction>> all) {
    Role second = roles.get(1);
    Launch another =
        Launch.request(
            new LaunchId(FAR),
            orchestrator.id(),
            second.id(),
            new LaunchKey("another"),
            LaunchOptions.NONE,
            at(0));
    HoldReason reason = HoldReason.MERGE_CONFLICT;
    Hold conflict =
        new Hold(new HoldId(FAR), orchestrator.id(), second.id(), null, reason, at(0), false, null);
    all.put("launches.insert", tx -> tx.launches().insert(List.of(another)));
    all.put("launches.update", tx -> tx.launches().update(launch.claimedBy("gater", at(9))));
    all.put("launches.insertToken", tx -> tx.launches().insertToken(token("second")));
    all.put("holds.insert", tx -> tx.holds().insert(List.of(conflict)));
    all.put("holds.update", tx -> tx.holds().update(hold.closedAt(at(9))));
  }

  private void putMessageAndAnswerChanges(Map<String, Consumer<Transaction>> all) {
    RoleId reader = roles.get(0).id();
    all.put("messages.insert", tx -> tx.messages().insert(List.of(farMessage())));
    all.put("messages.update", tx -> tx.messages().update(message.readAt(at(3))));
    all.put("messages.markRead", tx -> tx.messages().markRead(List.of(message.id()), at(9)));
    all.put("messages.putCursor", tx -> tx.messages().putCursor(reader, new MessageId(FAR)));
    all.put("answers.delete", tx -> tx.answers().delete(null, "verb", "first"));
    all.put("answers.deleteBefore", tx -> tx.answers().deleteBefore(at(1)));
    all.put("answers.insert", tx -> tx.answers().insert(answer("second")));
  }

  /** Every question by the name of its method and what it is about. */
  public Map<String, Function<Transaction, Object>> questions() {
    Map<String, Function<Transaction, Object>> all = new LinkedHashMap<>();
    putTableQuestions(all);
    putListQuestions(all);
    roles.forEach(role -> putRoleQuestions(role, all));
    putRoleQuestions(farRole(), all);
    putLaunchQuestions(all);
    putMessageQuestions(all);
    return all;
  }

  private void putListQuestions(Map<String, Function<Transaction, Object>> all) {
    OrchestratorId of = orchestrator.id();
    List<String> names = List.of("far", roles.get(0).name());
    List<String> worktrees = List.of("/wt/filled", "/wt/far");
    List<RoleId> ids = roles.stream().map(Role::id).toList();
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
    all.put("bindings.listOfTasks", tx -> tx.bindings().listOfTasks(List.of(task.id())));
    all.put("edges.list", tx -> tx.edges().list(of));
    all.put("edges.listBlockers", tx -> tx.edges().listBlockers(ids));
    all.put("edges.listDependents", tx -> tx.edges().listDependents(ids));
    all.put("gates.list", tx -> tx.gates().list(of));
    all.put("launches.listOf", tx -> tx.launches().listOf(ids));
    all.put("holds.listUntold", tx -> tx.holds().listUntold(of));
    all.put("events.list", tx -> tx.events().list(of, 0, Integer.MAX_VALUE));
  }

  private void putTableQuestions(Map<String, Function<Transaction, Object>> all) {
    List<RoleId> ids = Stream.concat(roles.stream(), Stream.of(farRole())).map(Role::id).toList();
    List<Edge.Key> pairs =
        ids.stream().flatMap(a -> ids.stream().map(b -> new Edge.Key(a, b))).toList();
    put(
        all,
        "orchestrators",
        Transaction::orchestrators,
        List.of(orchestrator.id(), new OrchestratorId(FAR)));
    put(all, "roles", Transaction::roles, ids);
    put(all, "tasks", Transaction::tasks, List.of(task.id(), new TaskId(FAR)));
    put(all, "bindings", Transaction::bindings, List.of(binding.id(), new BindingId(FAR)));
    put(all, "edges", Transaction::edges, pairs);
    put(all, "gates", Transaction::gates, ids);
    put(all, "launches", Transaction::launches, List.of(launch.id(), new LaunchId(FAR)));
    put(all, "holds", Transaction::holds, List.of(hold.id(), new HoldId(FAR)));
    put(all, "messages", Transaction::messages, List.of(message.id(), new MessageId(FAR)));
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
    OrchestratorId of = orchestrator.id();
    for (LaunchState state : LaunchState.values()) {
      all.put("launches.list " + state, tx -> tx.launches().list(state));
    }
    all.put("launches.list", tx -> tx.launches().list(of));
    all.put("launches.findByKey", tx -> tx.launches().findByKey(new LaunchKey("another")));
    all.put("launches.listPlaces", tx -> tx.launches().listPlaces(of));
    all.put("launches.listPlaces all", tx -> tx.launches().listPlaces(null));
    all.put("launches.findNextDue", tx -> tx.launches().findNextDue(at(1)));
    all.put("launches.listDue", tx -> tx.launches().listDue(at(99), List.of(), MOST));
    all.put("launches.findToken first", tx -> tx.launches().findToken("first"));
    all.put("launches.findToken second", tx -> tx.launches().findToken("second"));
  }

  private void putMessageQuestions(Map<String, Function<Transaction, Object>> all) {
    List<OrchestratorId> of = List.of(orchestrator.id());
    all.put("messages.listAfter", tx -> tx.messages().listAfter(of, new MessageId(0), MOST));
    all.put("answers.find first", tx -> tx.answers().find(null, "verb", "first"));
    all.put("answers.find second", tx -> tx.answers().find(null, "verb", "second"));
  }

  /** All that the store answers about this filled and about every change of it. */
  public List<Object> look(Transaction tx) {
    return questions().entrySet().stream()
        .<Object>map(each -> each.getKey() + ": " + each.getValue().apply(tx))
        .toList();
  }

  private WorkerToken token(String hash) {
    return new WorkerToken(hash, launch.id(), task.id(), 1);
  }

  private Role farRole() {
    Role last = roles.get(3);
    return new Role(
        new RoleId(FAR),
        orchestrator.id(),
        "far",
        WORKER,
        last.nodeKind(),
        null,
        "",
        at(0),
        null,
        null,
        null,
        null);
  }

  private Task farTask() {
    return new Task(
        new TaskId(FAR),
        "far",
        null,
        task.status(),
        null,
        false,
        null,
        null,
        null,
        task.session(),
        null,
        null,
        at(0),
        null);
  }

  private Message farMessage() {
    return new Message(
        new MessageId(FAR),
        orchestrator.id(),
        roles.get(0).id(),
        roles.get(1).id(),
        "far",
        "far",
        message.id(),
        at(1),
        null,
        message.deliveryMode(),
        false);
  }

  private Event farEvent() {
    return new Event(
        FAR,
        at(1),
        orchestrator.id(),
        null,
        EventKind.EDGE_ADDED,
        roles.get(0).id(),
        new TreeMap<>());
  }

  private static Answer answer(String key) {
    return new Answer(null, "verb", key, "arguments", "answer", at(0));
  }
}
