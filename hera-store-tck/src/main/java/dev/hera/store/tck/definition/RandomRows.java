package dev.hera.store.tck.definition;

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
import dev.hera.plan.LaunchState;
import dev.hera.plan.WorkerToken;
import dev.hera.role.Binding;
import dev.hera.role.BindingId;
import dev.hera.role.EndReason;
import dev.hera.role.HostId;
import dev.hera.role.NodeKind;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.ReviewCause;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import dev.hera.spi.Answer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Rows whose fields are drawn from few values, so that rows often meet in an index or break a rule.
 * What they refer to is among the latest committed rows of a {@link PlainStore}.
 */
final class RandomRows extends RandomValues {
  /** How many of each are met again and again: few places, and more to be put into them. */
  private static final int ORCHESTRATORS = 2;

  private static final int TASKS = 4;

  private final PlainTransaction committed;

  RandomRows(RandomGenerator random, PlainTransaction committed) {
    super(random);
    this.committed = committed;
  }

  private OrchestratorId ofOrchestrator() {
    return late(committed.orchestrators.all(), ORCHESTRATORS).id();
  }

  /** The orchestrator of a role, in which it stays; any for a new one. */
  private OrchestratorId placeOf(RoleId role) {
    return committed.roles.find(role).map(Role::orchestrator).orElseGet(this::ofOrchestrator);
  }

  RoleId ofRole() {
    return late(committed.roles.all()).id();
  }

  private TaskId ofTask() {
    return late(committed.tasks.all(), TASKS).id();
  }

  private @Nullable BindingId ofBinding() {
    List<Binding> all = committed.bindings.all();
    return all.isEmpty() ? null : maybe(late(all).id());
  }

  private @Nullable MessageId ofMessage() {
    List<Message> all = committed.messages.all();
    return all.isEmpty() ? null : maybe(late(all).id());
  }

  Orchestrator orchestrator(OrchestratorId id) {
    boolean first = committed.orchestrators.all().isEmpty();
    return new Orchestrator(
        id,
        text(),
        maybe(text()),
        first ? null : maybe(ofOrchestrator()),
        instant(),
        maybe(instant()));
  }

  Role role(RoleId id, RoleKind kind) {
    return new Role(
        id,
        placeOf(id),
        text(),
        kind,
        any(NodeKind.class),
        maybe(text()),
        text(),
        instant(),
        maybe(instant()),
        maybe(instant()),
        maybe(any(Status.class)),
        maybe(instant()));
  }

  Role role(RoleId id) {
    return role(id, any(RoleKind.class));
  }

  Task task(TaskId id) {
    return new Task(
        id,
        text(),
        maybe(text()),
        any(TaskStatus.class),
        maybe(any(ReviewCause.class)),
        random.nextBoolean(),
        maybe(text()),
        maybe(text()),
        maybe(text()),
        any(SessionState.class),
        maybe(random.nextInt()),
        maybe(text()),
        instant(),
        maybe(instant()),
        maybe(new HostId(text())));
  }

  Binding binding(BindingId id) {
    boolean live = random.nextBoolean();
    return new Binding(
        id,
        ofRole(),
        ofOrchestrator(),
        ofTask(),
        maybe(text()),
        instant(),
        live ? null : instant(),
        live ? null : any(EndReason.class));
  }

  Edge edge() {
    return edge(new Edge.Key(ofRole(), ofRole()));
  }

  Edge edge(Edge.Key pair) {
    return new Edge(placeOf(pair.blocked()), pair.blocked(), pair.blocker(), instant());
  }

  Gate gate(RoleId role) {
    return new Gate(
        role,
        placeOf(role),
        random.nextBoolean(),
        any(BlockerOutcome.class),
        random.nextInt(),
        random.nextInt());
  }

  Launch launch(LaunchId id) {
    RoleId role = ofRole();
    return new Launch(
        id,
        placeOf(role),
        role,
        new LaunchKey(text()),
        new LaunchOptions(maybe(text()), maybe(text()), maybe(text())),
        random.nextInt(),
        any(LaunchState.class),
        maybe(text()),
        maybe(new HostId(text())),
        maybe(instant()),
        random.nextInt(),
        maybe(text()),
        maybe(any(HoldReason.class)),
        maybe(ofTask()),
        ofBinding(),
        maybe(instant()),
        random.nextBoolean());
  }

  WorkerToken token(LaunchId launch) {
    return new WorkerToken(text(), launch, ofTask(), random.nextInt());
  }

  Hold hold(HoldId id) {
    return new Hold(
        id,
        ofOrchestrator(),
        ofRole(),
        maybe(ofRole()),
        any(HoldReason.class),
        instant(),
        random.nextBoolean(),
        maybe(instant()));
  }

  Host host(HostId id) {
    return new Host(
        id,
        text(),
        maybe(text()),
        maybe(random.nextInt()),
        some(this::text),
        any(HostState.class),
        instant(),
        instant());
  }

  Message message(MessageId id) {
    return new Message(
        id,
        ofOrchestrator(),
        ofRole(),
        ofRole(),
        text(),
        text(),
        ofMessage(),
        instant(),
        maybe(instant()),
        any(DeliveryMode.class),
        random.nextBoolean());
  }

  Event event(long sequence) {
    return new Event(
        sequence,
        instant(),
        maybe(ofOrchestrator()),
        maybe(ofRole()),
        any(EventKind.class),
        maybe(ofRole()),
        new TreeMap<>(Map.of(text(), text())));
  }

  Answer answer() {
    return new Answer(maybe(ofRole()), text(), text(), text(), text(), instant());
  }
}
