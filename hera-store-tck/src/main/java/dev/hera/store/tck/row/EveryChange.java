package dev.hera.store.tck.row;

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
import dev.hera.spi.IdKind;
import dev.hera.spi.Transaction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Every change that can be made to a filled store. */
final class EveryChange {
  private static final long FAR = FilledStore.FAR;

  private final FilledStore filled;

  EveryChange(FilledStore filled) {
    this.filled = filled;
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
    all.put("hosts.insert", tx -> tx.hosts().insert(List.of(RowFixtures.newHost("far"))));
    all.put("hosts.update", tx -> tx.hosts().update(filled.host.heardOf(at(1), at(2))));
    all.put("hosts.delete", tx -> tx.hosts().delete(filled.host.id()));
    all.put("events.append", tx -> tx.events().append(List.of(farEvent())));
    return all;
  }

  /** Changes that have nothing to change. */
  static Map<String, Consumer<Transaction>> changesOfNothing() {
    Map<String, Consumer<Transaction>> all = new LinkedHashMap<>();
    all.put("orchestrators.insert none", tx -> tx.orchestrators().insert(List.of()));
    all.put("roles.insert none", tx -> tx.roles().insert(List.of()));
    all.put("tasks.insert none", tx -> tx.tasks().insert(List.of()));
    all.put("bindings.insert none", tx -> tx.bindings().insert(List.of()));
    all.put("edges.insert none", tx -> tx.edges().insert(List.of()));
    all.put("gates.insert none", tx -> tx.gates().insert(List.of()));
    all.put("launches.insert none", tx -> tx.launches().insert(List.of()));
    all.put("holds.insert none", tx -> tx.holds().insert(List.of()));
    all.put("hosts.insert none", tx -> tx.hosts().insert(List.of()));
    all.put("messages.insert none", tx -> tx.messages().insert(List.of()));
    all.put("messages.markRead none", tx -> tx.messages().markRead(List.of(), at(9)));
    all.put("events.append none", tx -> tx.events().append(List.of()));
    return all;
  }

  private void putOrchestratorAndRoleChanges(Map<String, Consumer<Transaction>> all) {
    OrchestratorId far = new OrchestratorId(FAR);
    Orchestrator child =
        new Orchestrator(far, "child", null, filled.orchestrator.id(), at(0), null);
    Role last = filled.roles.get(3);
    all.put("orchestrators.insert", tx -> tx.orchestrators().insert(List.of(child)));
    all.put(
        "orchestrators.update",
        tx -> tx.orchestrators().update(filled.orchestrator.archivedAt(at(9))));
    all.put("roles.insert", tx -> tx.roles().insert(List.of(filled.farRole())));
    all.put("roles.update", tx -> tx.roles().update(last.withStatus(Status.DONE, at(9))));
  }

  private void putTaskAndBindingChanges(Map<String, Consumer<Transaction>> all) {
    Binding ended =
        new Binding(
            new BindingId(FAR),
            filled.roles.get(1).id(),
            filled.orchestrator.id(),
            filled.task.id(),
            null,
            at(1),
            at(2),
            EndReason.MOVED);
    all.put("tasks.insert", tx -> tx.tasks().insert(List.of(farTask())));
    all.put("tasks.update", tx -> tx.tasks().update(filled.task.archivedAt(at(9))));
    all.put("bindings.insert", tx -> tx.bindings().insert(List.of(ended)));
    all.put(
        "bindings.update",
        tx -> tx.bindings().update(filled.binding.endedAt(at(9), EndReason.TASK_DELETED)));
  }

  private void putPlanChanges(Map<String, Consumer<Transaction>> all) {
    Role first = filled.roles.get(0);
    Role second = filled.roles.get(1);
    Gate gate = RowFixtures.newGate(first).plus(BlockerOutcome.FAILED);
    Edge later = new Edge(filled.orchestrator.id(), second.id(), first.id(), at(9));
    all.put(
        "edges.insert",
        tx ->
            tx.edges()
                .insert(List.of(RowFixtures.newEdge(filled.roles.get(2), filled.roles.get(1)))));
    all.put("edges.update", tx -> tx.edges().update(later));
    all.put("edges.delete", tx -> tx.edges().delete(RowFixtures.newEdge(second, first).key()));
    all.put(
        "gates.insert", tx -> tx.gates().insert(RowFixtures.newGates(filled.roles.subList(3, 4))));
    all.put("gates.update", tx -> tx.gates().update(gate));
  }

  private void putLaunchAndHoldChanges(Map<String, Consumer<Transaction>> all) {
    Role second = filled.roles.get(1);
    Launch another =
        Launch.request(
            new LaunchId(FAR),
            filled.orchestrator.id(),
            second.id(),
            new LaunchKey("another"),
            LaunchOptions.NONE,
            at(0));
    HoldReason reason = HoldReason.MERGE_CONFLICT;
    Hold conflict =
        new Hold(
            new HoldId(FAR),
            filled.orchestrator.id(),
            second.id(),
            null,
            reason,
            at(0),
            false,
            null);
    all.put("launches.insert", tx -> tx.launches().insert(List.of(another)));
    all.put(
        "launches.update",
        tx -> tx.launches().update(filled.launch.claimedBy("gater", null, at(9))));
    all.put("launches.insertToken", tx -> tx.launches().insertToken(filled.token("second")));
    all.put("holds.insert", tx -> tx.holds().insert(List.of(conflict)));
    all.put("holds.update", tx -> tx.holds().update(filled.hold.closedAt(at(9))));
  }

  private void putMessageAndAnswerChanges(Map<String, Consumer<Transaction>> all) {
    RoleId reader = filled.roles.get(0).id();
    all.put("messages.insert", tx -> tx.messages().insert(List.of(farMessage())));
    all.put("messages.update", tx -> tx.messages().update(filled.message.readAt(at(3))));
    all.put("messages.markRead", tx -> tx.messages().markRead(List.of(filled.message.id()), at(9)));
    all.put("messages.putCursor", tx -> tx.messages().putCursor(reader, new MessageId(FAR)));
    all.put("answers.delete", tx -> tx.answers().delete(null, "verb", "first"));
    all.put("answers.deleteBefore", tx -> tx.answers().deleteBefore(at(1)));
    all.put("answers.insert", tx -> tx.answers().insert(FilledStore.answer("second")));
  }

  private Task farTask() {
    return new Task(
        new TaskId(FAR),
        "far",
        null,
        filled.task.status(),
        null,
        false,
        null,
        null,
        null,
        filled.task.session(),
        null,
        null,
        at(0),
        null,
        null);
  }

  private Message farMessage() {
    return new Message(
        new MessageId(FAR),
        filled.orchestrator.id(),
        filled.roles.get(0).id(),
        filled.roles.get(1).id(),
        "far",
        "far",
        filled.message.id(),
        at(1),
        null,
        filled.message.deliveryMode(),
        false);
  }

  private Event farEvent() {
    return new Event(
        FAR,
        at(1),
        filled.orchestrator.id(),
        null,
        EventKind.EDGE_ADDED,
        filled.roles.get(0).id(),
        new TreeMap<>());
  }
}
