package dev.hera.store.tck;

import static dev.hera.store.tck.Sample.at;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.plan.BlockerOutcome;
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
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.Answer;
import dev.hera.spi.IdKind;
import dev.hera.spi.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A store with something of everything in it, every change that can be made to it, and a look. */
final class Scene {
  /** An id that the store does not give within a test. */
  private static final long FAR = 1_000_000_000L;

  private final Orchestrator orchestrator;
  private final List<Role> roles;
  private final Task task;
  private final Binding binding;
  private final Launch launch;
  private final Hold hold;
  private final Message message;

  private Scene(Transaction tx) {
    orchestrator = Sample.orchestrator(tx, "scene");
    roles = Sample.roles(tx, orchestrator, 4);
    task = Sample.task(tx, "/wt/scene");
    binding = Sample.binding(tx, roles.get(0), task);
    launch = Sample.launch(tx, roles.get(0));
    hold = Sample.hold(tx, roles.get(1), roles.get(0));
    message = Sample.message(tx, roles.get(0), roles.get(1));
  }

  /** Inserts something of everything. */
  static Scene insert(Transaction tx) {
    Scene scene = new Scene(tx);
    tx.edges().insert(List.of(Sample.newEdge(scene.roles.get(1), scene.roles.get(0))));
    tx.gates().insert(Sample.newGates(scene.roles.subList(0, 3)));
    tx.launches().insertToken(scene.token("first"));
    tx.messages().putCursor(scene.roles.get(0).id(), scene.message.id());
    Sample.event(tx, scene.roles.get(0));
    tx.answers().insert(answer("first"));
    return scene;
  }

  /** Makes every change. */
  void changeEverything(Transaction tx) {
    changes().values().forEach(change -> change.accept(tx));
  }

  /** Every change by the name of its method, to be made in this order, or each on its own. */
  Map<String, Consumer<Transaction>> changes() {
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

  private void putOrchestratorAndRoleChanges(Map<String, Consumer<Transaction>> all) {
    OrchestratorId far = new OrchestratorId(FAR);
    Orchestrator child = new Orchestrator(far, "child", null, orchestrator.id(), at(0), null);
    Role last = roles.get(3);
    all.put("orchestrators.insert", tx -> tx.orchestrators().insert(child));
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
    all.put("tasks.insert", tx -> tx.tasks().insert(farTask()));
    all.put("tasks.update", tx -> tx.tasks().update(task.archivedAt(at(9))));
    all.put("bindings.insert", tx -> tx.bindings().insert(ended));
    all.put(
        "bindings.update",
        tx -> tx.bindings().update(binding.endedAt(at(9), EndReason.TASK_DELETED)));
  }

  private void putPlanChanges(Map<String, Consumer<Transaction>> all) {
    Role first = roles.get(0);
    Role second = roles.get(1);
    Gate gate = Sample.newGate(first).plus(BlockerOutcome.FAILED);
    all.put(
        "edges.insert",
        tx -> tx.edges().insert(List.of(Sample.newEdge(roles.get(2), roles.get(1)))));
    all.put("edges.delete", tx -> tx.edges().delete(second.id(), first.id()));
    all.put("gates.insert", tx -> tx.gates().insert(Sample.newGates(roles.subList(3, 4))));
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
    all.put("holds.insert", tx -> tx.holds().insert(conflict));
    all.put("holds.update", tx -> tx.holds().update(hold.closedAt(at(9))));
  }

  private void putMessageAndAnswerChanges(Map<String, Consumer<Transaction>> all) {
    RoleId reader = roles.get(0).id();
    all.put("messages.insert", tx -> tx.messages().insert(farMessage()));
    all.put("messages.markRead", tx -> tx.messages().markRead(List.of(message.id()), at(9)));
    all.put("messages.putCursor", tx -> tx.messages().putCursor(reader, new MessageId(FAR)));
    all.put("answers.deleteBefore", tx -> tx.answers().deleteBefore(at(1)));
    all.put("answers.insert", tx -> tx.answers().insert(answer("second")));
  }

  /** Every question by the name of its method. */
  Map<String, Consumer<Transaction>> questions() {
    RoleId role = roles.get(0).id();
    Map<String, Consumer<Transaction>> all = new LinkedHashMap<>();
    all.put("orchestrators.find", tx -> tx.orchestrators().find(orchestrator.id()));
    all.put("orchestrators.findActive", tx -> tx.orchestrators().findActive("scene"));
    all.put("roles.find", tx -> tx.roles().find(role));
    all.put("roles.listActive", tx -> tx.roles().listActive(orchestrator.id()));
    all.put("tasks.find", tx -> tx.tasks().find(task.id()));
    all.put("bindings.listOf", tx -> tx.bindings().listOf(role));
    all.put("edges.listDependents", tx -> tx.edges().listDependents(role));
    all.put("gates.find", tx -> tx.gates().find(role));
    all.put("launches.find", tx -> tx.launches().find(role));
    all.put("holds.list", tx -> tx.holds().list(role));
    all.put("messages.listUnread", tx -> tx.messages().listUnread(role));
    all.put("events.listAbout", tx -> tx.events().listAbout(role));
    all.put("answers.find", tx -> tx.answers().find(null, "verb", "first"));
    return all;
  }

  /** All that the store answers about this scene and about every change of it. */
  List<Object> look(Transaction tx) {
    List<Object> seen = new ArrayList<>();
    seen.add(tx.orchestrators().listActive());
    seen.add(tx.orchestrators().find(orchestrator.id()));
    seen.add(tx.orchestrators().listChildren(orchestrator.id()));
    seen.add(tx.roles().listActive(orchestrator.id()));
    seen.add(tx.tasks().find(task.id()));
    seen.add(tx.tasks().find(new TaskId(FAR)));
    seen.add(tx.bindings().listLive(orchestrator.id()));
    seen.add(tx.bindings().listOf(task.id()));
    seen.add(tx.edges().list(orchestrator.id()));
    seen.add(tx.gates().list(orchestrator.id()));
    seen.add(tx.roles().listActive(orchestrator.id(), RoleKind.WORKER));
    seen.add(tx.roles().find(new RoleId(FAR)));
    roles.forEach(role -> lookAtRole(role.id(), tx, seen));
    lookAtLaunches(tx, seen);
    lookAtMessages(tx, seen);
    seen.add(tx.events().list(orchestrator.id(), 0, Integer.MAX_VALUE));
    seen.add(tx.answers().find(null, "verb", "first"));
    seen.add(tx.answers().find(null, "verb", "second"));
    return seen;
  }

  private static void lookAtRole(RoleId role, Transaction tx, List<Object> seen) {
    seen.add(tx.roles().find(role));
    seen.add(tx.bindings().listOf(role));
    seen.add(tx.edges().listBlockers(role));
    seen.add(tx.edges().listDependents(role));
    seen.add(tx.gates().find(role));
    seen.add(tx.launches().find(role));
  }

  private void lookAtLaunches(Transaction tx, List<Object> seen) {
    for (LaunchState state : LaunchState.values()) {
      seen.add(tx.launches().list(state));
    }
    seen.add(tx.launches().countPlaces(null));
    seen.add(tx.launches().listDue(at(99), List.of(), Integer.MAX_VALUE));
    seen.add(tx.launches().findToken("first"));
    seen.add(tx.launches().findToken("second"));
    seen.add(tx.holds().list(roles.get(1).id()));
    seen.add(tx.holds().listOpen(roles.get(1).id()));
  }

  private void lookAtMessages(Transaction tx, List<Object> seen) {
    seen.add(tx.messages().list(List.of(message.id(), new MessageId(FAR))));
    seen.add(tx.messages().countUnread(roles.get(1).id(), true));
    seen.add(tx.messages().listUnread(roles.get(1).id()));
    seen.add(tx.messages().findCursor(roles.get(0).id()));
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
        RoleKind.WORKER,
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
