package dev.hera.work;

import dev.hera.history.Event;
import dev.hera.history.NamedEvent;
import dev.hera.role.HostId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Doorbell;
import dev.hera.work.graph.PlanGraph;
import dev.hera.work.graph.PlanGraphs;
import dev.hera.work.rows.WorkingSet;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One unit of work, all of which takes effect or nothing. Whatever it changes reaches the nodes
 * that wait for it, in the same transaction. Made anew for each run of the work.
 */
public final class UnitOfWork extends Changes {
  private final Mail mail;
  private final Holding holding;
  private final LaunchRequests launchRequests;
  private final Propagation propagation;
  private final PlanGraphs graphs;
  private final Map<OrchestratorId, PlanGraph> foundGraphs = new HashMap<>();

  public UnitOfWork(
      WorkingSet tx,
      Instant now,
      RandomGenerator random,
      @Nullable Doorbell doorbell,
      InTransit inTransit,
      @Nullable HostId host,
      PlanGraphs graphs) {
    super(tx, now, random, inTransit, host);
    this.graphs = graphs;
    this.mail = new Mail(this, doorbell);
    this.holding = new Holding(this, mail);
    this.launchRequests = new LaunchRequests(this);
    this.propagation = new Propagation(this, holding, launchRequests);
  }

  public Mail mail() {
    return mail;
  }

  public Holding holding() {
    return holding;
  }

  public LaunchRequests launchRequests() {
    return launchRequests;
  }

  public Propagation propagation() {
    return propagation;
  }

  /** The edges of an orchestrator, if they were kept in memory. */
  public Optional<PlanGraph> keptGraph(OrchestratorId orchestrator) {
    return graphs.find(orchestrator, tx()).map(graph -> found(orchestrator, graph));
  }

  /** The edges of an orchestrator, read all at once; they are kept after the commit. */
  public PlanGraph readGraph(OrchestratorId orchestrator) {
    return found(orchestrator, PlanGraph.of(tx().edges().list(orchestrator)));
  }

  private PlanGraph found(OrchestratorId orchestrator, PlanGraph graph) {
    foundGraphs.put(orchestrator, graph);
    return graph.with(eventsOf(orchestrator));
  }

  /**
   * Carries what was changed so far to the nodes that wait for it. To be called before a gate, a
   * launch or a hold is looked at that may depend on a change of this unit of work; at its end it
   * happens by itself.
   */
  public void settle() {
    for (Set<RoleId> roles = tx().takeTouched(); !roles.isEmpty(); roles = tx().takeTouched()) {
      propagation.changed(roles);
    }
  }

  /** Ends the work: carries its changes to the dependents, writes them, and stores the events. */
  List<Event> end() {
    settle();
    tx().write();
    List<Event> stored = storeEvents();
    foundGraphs.forEach(this::keep);
    return stored;
  }

  /** When nothing happened there, no event tells how far the graph has come. */
  private void keep(OrchestratorId orchestrator, PlanGraph found) {
    List<Event> own = eventsOf(orchestrator);
    if (!own.isEmpty()) {
      Event last = own.get(own.size() - 1);
      effects().keep(new Effects.Graph(orchestrator, found.with(own), last));
    }
  }

  /** The events with the names of what they are about. */
  public List<NamedEvent> named(List<Event> events) {
    return events.stream().map(this::named).toList();
  }

  private NamedEvent named(Event event) {
    OrchestratorId place = event.orchestrator();
    return new NamedEvent(
        event,
        place == null ? null : facts().orchestrator(place).name(),
        roleName(event.actor()),
        roleName(event.subject()));
  }

  private @Nullable String roleName(@Nullable RoleId role) {
    return role == null ? null : facts().role(role).name();
  }
}
