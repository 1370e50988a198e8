package dev.hera;

import dev.hera.error.InvalidArgumentException;
import dev.hera.history.Event;
import dev.hera.history.NamedEvent;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchOrigin;
import dev.hera.result.Inbox;
import dev.hera.role.Binding;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Required;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.verb.JoinVerbs;
import dev.hera.verb.MessageVerbs;
import dev.hera.verb.NodeReader;
import dev.hera.verb.OrchestratorReader;
import dev.hera.verb.PlanReader;
import dev.hera.verb.Recalling;
import dev.hera.view.MessageView;
import dev.hera.view.NodeView;
import dev.hera.view.OrchestratorSummary;
import dev.hera.view.OrchestratorView;
import dev.hera.view.PastView;
import dev.hera.view.PlanView;
import dev.hera.view.projection.PlanRows;
import dev.hera.work.Facts;
import dev.hera.work.UnitsOfWork;
import dev.hera.work.rows.EventRows;
import dev.hera.work.rows.LatestEvents;
import dev.hera.work.rows.WorkingSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What the operator of a store sees of it across all orchestrators. Changes nothing. */
public final class Overview {
  private final UnitsOfWork units;

  Overview(UnitsOfWork units) {
    this.units = units;
  }

  /** The active orchestrators, in the order in which they were opened. */
  public List<OrchestratorSummary> orchestrators() {
    return units.read(
        unit ->
            unit.tx().orchestrators().listActive().stream()
                .map(own -> new OrchestratorReader(unit.tx(), own).summary())
                .toList());
  }

  /**
   * An active orchestrator with its plan, its roles, and the nodes that somebody should look at.
   *
   * @throws dev.hera.error.NotFoundException when there is none of this name
   */
  public OrchestratorView orchestrator(String name) {
    String checked = Required.trimmed("name", name);
    return units.read(
        unit -> {
          Orchestrator own = new JoinVerbs(unit).active(checked);
          PlanRows rows = new PlanReader(unit.tx(), own).rows();
          PlanView plan = rows.plan();
          return new OrchestratorReader(unit.tx(), own)
              .view(
                  unit,
                  units.launchSettings(),
                  rows,
                  plan,
                  OutcomeWait.failing(unit, plan),
                  Recalling.restarted(unit, plan));
        });
  }

  /**
   * An active orchestrator as it was after the last of its events up to a sequence number, from its
   * history alone. Between two events of one transaction it is as it never was for itself.
   *
   * @return empty when its history begins later
   * @throws dev.hera.error.NotFoundException when there is none of this name
   */
  public Optional<PastView> orchestratorAsOf(String name, long sequence) {
    String checked = Required.trimmed("name", name);
    return units.read(
        unit -> {
          Orchestrator own = new JoinVerbs(unit).active(checked);
          return new OrchestratorReader(unit.tx(), own).asOf(unit, sequence);
        });
  }

  /**
   * A node of an active orchestrator's plan with all that it can show.
   *
   * @throws dev.hera.error.NotFoundException when there is none of this name
   */
  public NodeView node(String orchestrator, String node) {
    String place = Required.trimmed("orchestrator", orchestrator);
    String name = Required.trimmed("node", node);
    return units.read(
        unit ->
            new NodeReader(unit, new JoinVerbs(unit).active(place))
                .read(name, units.launchSettings()));
  }

  /**
   * The latest messages of an active orchestrator, oldest first, at most {@value NodeView#MOST}.
   *
   * @throws dev.hera.error.NotFoundException when there is none of this name
   */
  public List<MessageView> messages(String orchestrator) {
    String place = Required.trimmed("orchestrator", orchestrator);
    return units.read(
        unit -> new NodeReader(unit, new JoinVerbs(unit).active(place)).messages(null));
  }

  /**
   * The history of an active orchestrator as {@link Hera#history} gives it, with names.
   *
   * @param after the sequence number after which the page begins; 0 for the beginning
   * @param limit the most events to give, at least 1
   * @throws dev.hera.error.NotFoundException when there is none of this name
   * @throws InvalidArgumentException when {@code limit} is below 1
   */
  public List<NamedEvent> events(String orchestrator, long after, int limit) {
    return named(orchestrator, limit, (events, place) -> events.list(place, after, limit));
  }

  /** The last {@code limit} events of an active orchestrator, as {@link #events} gives them. */
  public List<NamedEvent> latestEvents(String orchestrator, int limit) {
    return named(
        orchestrator, limit, (events, place) -> new LatestEvents(events, place).list(limit));
  }

  private List<NamedEvent> named(
      String orchestrator, int limit, BiFunction<EventRows, OrchestratorId, List<Event>> query) {
    String place = Required.trimmed("orchestrator", orchestrator);
    if (limit < 1) {
      throw new InvalidArgumentException("limit", "is at least 1");
    }
    return units.read(
        unit ->
            unit.named(query.apply(unit.tx().events(), new JoinVerbs(unit).active(place).id())));
  }

  /**
   * What a role has not read, oldest first; marks nothing read.
   *
   * @throws dev.hera.error.NotFoundException when there is no such active orchestrator, or no such
   *     role in it
   */
  public Inbox inbox(String orchestrator, String role) {
    return units.read(
        unit -> new MessageVerbs(unit).unread(new JoinVerbs(unit).role(orchestrator, role)));
  }

  /**
   * Watches an inbox.
   *
   * @param wake is run after each commit that may have filled the inbox, on the committing thread,
   *     so it must only hand over; at once when this Hera is closed
   * @throws dev.hera.error.NotFoundException when there is no such active orchestrator, or no such
   *     role in it
   */
  public Watch watchInbox(String orchestrator, String role, Runnable wake) {
    Required.given("wake", wake);
    RoleId watched = units.read(unit -> new JoinVerbs(unit).role(orchestrator, role).id());
    return Watch.open(units.waiters().inboxes(), watched, wake);
  }

  /**
   * Watches a plan.
   *
   * @param wake is run after each commit that may have changed the plan, on the committing thread,
   *     so it must only hand over; at once when this Hera is closed
   * @throws dev.hera.error.NotFoundException when there is no such active orchestrator
   */
  public Watch watchPlan(String orchestrator, Runnable wake) {
    Required.given("wake", wake);
    String name = Required.trimmed("orchestrator", orchestrator);
    OrchestratorId watched = units.read(unit -> new JoinVerbs(unit).active(name).id());
    return Watch.open(units.waiters().plans(), watched, wake);
  }

  /** Where these launches belong, in the order of the keys; unknown ones are left out. */
  public List<LaunchOrigin> origins(Collection<LaunchKey> keys) {
    Required.given("keys", keys);
    return units.read(
        unit ->
            keys.stream()
                .flatMap(key -> unit.tx().launches().find(key).stream())
                .map(launch -> origin(unit.tx(), launch))
                .toList());
  }

  private static LaunchOrigin origin(WorkingSet tx, Launch launch) {
    Orchestrator orchestrator = new Facts(tx).orchestrator(launch.orchestrator());
    return new LaunchOrigin(
        launch.key(),
        orchestrator.name(),
        new Facts(tx).role(launch.role()).name(),
        !orchestrator.isActive() && !isAtWorkElsewhere(tx, launch.role()),
        bases(tx, orchestrator));
  }

  /** A worker may have moved, or have taken part in a second orchestrator, which goes on. */
  private static boolean isAtWorkElsewhere(WorkingSet tx, RoleId role) {
    return tx.bindings().listOf(role).stream()
        .map(Binding::task)
        .distinct()
        .flatMap(task -> tx.bindings().listOf(task).stream())
        .anyMatch(Binding::isLive);
  }

  private static Set<String> bases(WorkingSet tx, Orchestrator orchestrator) {
    Set<String> bases = new LinkedHashSet<>();
    Set<OrchestratorId> seen = new LinkedHashSet<>();
    Optional<Orchestrator> next = Optional.of(orchestrator);
    while (next.isPresent() && seen.add(next.get().id())) {
      Orchestrator own = next.get();
      Stream.ofNullable(own.baseBranch()).forEach(bases::add);
      coordinatorBranches(tx, own).forEach(bases::add);
      next = new OrchestratorReader(tx, own).parent();
    }
    return bases;
  }

  private static Stream<String> coordinatorBranches(WorkingSet tx, Orchestrator own) {
    Set<RoleId> coordinators = new LinkedHashSet<>();
    tx.roles().listActive(own.id(), RoleKind.COORDINATOR).forEach(r -> coordinators.add(r.id()));
    return tx.bindings().list(own.id()).stream()
        .filter(binding -> coordinators.contains(binding.role()))
        .flatMap(binding -> tx.tasks().find(binding.task()).stream())
        .map(Task::branch)
        .flatMap(Stream::ofNullable);
  }
}
