package dev.hera.store.tck.row;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.host.Host;
import dev.hera.host.HostState;
import dev.hera.message.DeliveryMode;
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
import dev.hera.role.HostId;
import dev.hera.role.NodeKind;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.SessionState;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import dev.hera.spi.IdKind;
import dev.hera.spi.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Rows to test with. What is {@code new…} is not inserted yet. */
public final class RowFixtures {
  private static final Instant START = Instant.parse("2026-03-01T09:00:00.123Z");

  private RowFixtures() {}

  /** The instant that many milliseconds after the one at which the tests play. */
  public static Instant at(long millis) {
    return START.plusMillis(millis);
  }

  public static long id(Transaction tx, IdKind kind) {
    return tx.takeIds(kind, 1);
  }

  public static Orchestrator newOrchestrator(Transaction tx, String name) {
    return new Orchestrator(
        new OrchestratorId(id(tx, IdKind.ORCHESTRATOR)), name, null, null, at(0), null);
  }

  public static Orchestrator orchestrator(Transaction tx, String name) {
    Orchestrator row = newOrchestrator(tx, name);
    tx.orchestrators().insert(List.of(row));
    return row;
  }

  /** An orchestrator whose name no other one has. */
  public static Orchestrator newPlace(Transaction tx) {
    return orchestrator(tx, "place-" + id(tx, IdKind.ROLE));
  }

  /** That many roles in a new place. */
  public static List<Role> newTeam(Transaction tx, int count) {
    return roles(tx, newPlace(tx), count);
  }

  public static Role newRole(Transaction tx, Orchestrator orchestrator, String name) {
    return role(new RoleId(id(tx, IdKind.ROLE)), orchestrator, name, RoleKind.WORKER);
  }

  private static Role role(RoleId id, Orchestrator orchestrator, String name, RoleKind kind) {
    return new Role(
        id,
        orchestrator.id(),
        name,
        kind,
        NodeKind.WORKER,
        null,
        "",
        at(0),
        null,
        null,
        null,
        null);
  }

  public static Role role(Transaction tx, Orchestrator orchestrator, String name) {
    Role row = newRole(tx, orchestrator, name);
    tx.roles().insert(List.of(row));
    return row;
  }

  public static Role coordinator(Transaction tx, Orchestrator orchestrator, String name) {
    Role row = role(new RoleId(id(tx, IdKind.ROLE)), orchestrator, name, RoleKind.COORDINATOR);
    tx.roles().insert(List.of(row));
    return row;
  }

  /** Inserts that many roles, named by their ids, in id order. */
  public static List<Role> roles(Transaction tx, Orchestrator orchestrator, int count) {
    long first = tx.takeIds(IdKind.ROLE, count);
    List<Role> rows =
        LongStream.range(first, first + count)
            .mapToObj(id -> role(new RoleId(id), orchestrator, "role-" + id, RoleKind.WORKER))
            .toList();
    tx.roles().insert(rows);
    return rows;
  }

  /** An orchestrator of its own with that many roles. */
  public static List<Role> team(Transaction tx, String name, int count) {
    return roles(tx, orchestrator(tx, name), count);
  }

  public static Task newTask(Transaction tx, @Nullable String worktree) {
    TaskId id = new TaskId(id(tx, IdKind.TASK));
    return new Task(
        id,
        "task-" + id.value(),
        null,
        TaskStatus.PENDING,
        null,
        false,
        worktree,
        null,
        null,
        SessionState.NONE,
        null,
        null,
        at(0),
        null,
        null);
  }

  public static Task task(Transaction tx, @Nullable String worktree) {
    Task row = newTask(tx, worktree);
    tx.tasks().insert(List.of(row));
    return row;
  }

  public static Binding newBinding(Transaction tx, Role role, Task task) {
    return new Binding(
        new BindingId(id(tx, IdKind.BINDING)),
        role.id(),
        role.orchestrator(),
        task.id(),
        task.worktree(),
        at(0),
        null,
        null);
  }

  public static Binding binding(Transaction tx, Role role, Task task) {
    Binding row = newBinding(tx, role, task);
    tx.bindings().insert(List.of(row));
    return row;
  }

  public static Edge newEdge(Role blocked, Role blocker) {
    return new Edge(blocked.orchestrator(), blocked.id(), blocker.id(), at(0));
  }

  public static Gate newGate(Role role) {
    return new Gate(role.id(), role.orchestrator(), true, BlockerOutcome.WORKING, 0, 0);
  }

  public static List<Gate> newGates(List<Role> roles) {
    return roles.stream().map(RowFixtures::newGate).toList();
  }

  public static Launch newLaunch(Transaction tx, Role role) {
    LaunchId id = new LaunchId(id(tx, IdKind.LAUNCH));
    LaunchKey key = new LaunchKey("key-" + id.value());
    return Launch.request(id, role.orchestrator(), role.id(), key, LaunchOptions.NONE, at(0));
  }

  public static Launch launch(Transaction tx, Role role) {
    Launch row = newLaunch(tx, role);
    tx.launches().insert(List.of(row));
    return row;
  }

  public static Hold newHold(Transaction tx, Role node, @Nullable Role blocker) {
    HoldReason reason = blocker == null ? HoldReason.MERGE_CONFLICT : HoldReason.BLOCKER_FAILED;
    RoleId blockerId = blocker == null ? null : blocker.id();
    HoldId id = new HoldId(id(tx, IdKind.HOLD));
    return new Hold(id, node.orchestrator(), node.id(), blockerId, reason, at(0), false, null);
  }

  public static Hold hold(Transaction tx, Role node, @Nullable Role blocker) {
    Hold row = newHold(tx, node, blocker);
    tx.holds().insert(List.of(row));
    return row;
  }

  public static Host newHost(String id) {
    return new Host(
        new HostId(id), id + "-name", null, null, List.of(), HostState.ACTIVE, at(0), at(60_000));
  }

  public static Host host(Transaction tx, String id) {
    Host row = newHost(id);
    tx.hosts().insert(List.of(row));
    return row;
  }

  public static Message newMessage(Transaction tx, Role sender, Role recipient) {
    return new Message(
        new MessageId(id(tx, IdKind.MESSAGE)),
        sender.orchestrator(),
        sender.id(),
        recipient.id(),
        "body",
        "tldr",
        null,
        at(0),
        null,
        DeliveryMode.QUEUED,
        false);
  }

  public static Message message(Transaction tx, Role sender, Role recipient) {
    Message row = newMessage(tx, sender, recipient);
    tx.messages().insert(List.of(row));
    return row;
  }

  public static Event newEvent(Transaction tx, Role subject) {
    return new Event(
        id(tx, IdKind.EVENT),
        at(0),
        subject.orchestrator(),
        null,
        EventKind.NODE_PLANNED,
        subject.id(),
        new TreeMap<>());
  }

  public static Event event(Transaction tx, Role subject) {
    Event row = newEvent(tx, subject);
    tx.events().append(List.of(row));
    return row;
  }

  /** The list the other way round. */
  public static <T> List<T> reversed(List<T> rows) {
    List<T> turned = new ArrayList<>(rows);
    Collections.reverse(turned);
    return turned;
  }
}
