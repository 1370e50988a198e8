package dev.hera.verb;

import dev.hera.call.Acting;
import dev.hera.error.CoordinatorBlockerException;
import dev.hera.error.CycleException;
import dev.hera.error.SelfEdgeException;
import dev.hera.history.EventKind;
import dev.hera.plan.Edge;
import dev.hera.plan.Graph;
import dev.hera.result.EdgeAdded;
import dev.hera.result.EdgeRemoved;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.work.UnitOfWork;
import dev.hera.work.rows.EdgeRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes single edges of a plan. */
public final class EdgeVerbs {
  /** How many levels of edges are asked for before the plan's edges are used that are in memory. */
  private static final int FIRST_LEVELS = 2;

  /** How many are before all edges of the plan are read into memory. */
  private static final int LEVELS_ASKED = 4;

  private final UnitOfWork unit;

  public EdgeVerbs(UnitOfWork unit) {
    this.unit = unit;
  }

  public EdgeAdded block(Acting acting, String blockedName, String blockerName) {
    if (blockedName.equals(blockerName)) {
      throw new SelfEdgeException("blocker", blockerName);
    }
    Role blocked = NodeVerbs.named(unit, acting, "blocked", blockedName);
    Role blocker = NodeVerbs.named(unit, acting, "blocker", blockerName);
    if (blocker.kind() == RoleKind.COORDINATOR) {
      throw new CoordinatorBlockerException("blocker", blockerName);
    }
    if (unit.tx().edges().contains(blocked.id(), blocker.id())) {
      return added(blocked, blocker, false);
    }
    refuseCycle(blocked, blocker);
    addEdge(blocked, blocker);
    return added(blocked, blocker, true);
  }

  private EdgeAdded added(Role blocked, Role blocker, boolean added) {
    Aftermath aftermath = Aftermath.of(unit, blocked);
    return new EdgeAdded(
        blocked.name(),
        blocker.name(),
        added,
        unit.facts().state(blocked),
        aftermath.released(),
        aftermath.held());
  }

  private void refuseCycle(Role blocked, Role blocker) {
    List<RoleId> way = way(blocker.id(), blocked.id(), blocked.orchestrator());
    if (!way.isEmpty()) {
      List<String> path = new ArrayList<>(List.of(blocked.name()));
      way.forEach(id -> path.add(unit.facts().role(id).name()));
      throw new CycleException("blocker", path);
    }
  }

  /** What the node {@code from} waits for up to {@code to}; empty when it does not. */
  private List<RoleId> way(RoleId from, RoleId to, OrchestratorId orchestrator) {
    return shortWay(from, to, FIRST_LEVELS)
        .or(() -> unit.keptGraph(orchestrator).map(graph -> graph.path(from, to)))
        .or(() -> shortWay(from, to, LEVELS_ASKED))
        .orElseGet(() -> unit.readGraph(orchestrator).path(from, to));
  }

  /** The same if it is known after so many levels from each end. */
  private Optional<List<RoleId>> shortWay(RoleId from, RoleId to, int levels) {
    EdgeRows edges = unit.tx().edges();
    return Graph.path(from, to, edges::listBlockers, edges::listDependents, levels);
  }

  /** Stores an edge between stored roles and carries what it means. */
  void addEdge(Role blocked, Role blocker) {
    unit.tx()
        .edges()
        .insert(List.of(new Edge(blocked.orchestrator(), blocked.id(), blocker.id(), unit.now())));
    unit.record(
        EventKind.EDGE_ADDED,
        blocked.orchestrator(),
        blocked.id(),
        Map.of("blocker", blocker.id().value()));
    unit.propagation().edgeAdded(blocked.id(), blocker);
  }

  public EdgeRemoved unblock(Acting acting, String blockedName, String blockerName) {
    Role blocked = NodeVerbs.named(unit, acting, "blocked", blockedName);
    Role blocker = NodeVerbs.named(unit, acting, "blocker", blockerName);
    boolean removed = unit.tx().edges().delete(blocked.id(), blocker.id());
    if (removed) {
      unit.record(
          EventKind.EDGE_REMOVED,
          blocked.orchestrator(),
          blocked.id(),
          Map.of("blocker", blocker.id().value()));
      unit.propagation().edgeRemoved(blocked.id(), blocker.id());
    }
    Aftermath aftermath = Aftermath.of(unit, blocked);
    return new EdgeRemoved(
        blocked.name(),
        blocker.name(),
        removed,
        unit.facts().state(blocked),
        aftermath.released(),
        aftermath.held());
  }
}
