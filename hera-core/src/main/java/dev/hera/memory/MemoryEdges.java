package dev.hera.memory;

import dev.hera.plan.Edge;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Edges;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The edges of one transaction. */
final class MemoryEdges extends MemoryRows<Edge.Key, Edge> implements Edges {
  private final Index<RoleId, Edge.Key, Edge> byBlocked;
  private final Index<RoleId, Edge.Key, Edge> byBlocker;
  private final Index<OrchestratorId, Edge.Key, Edge> byOrchestrator;

  private static final Comparator<Edge> BY_BLOCKER =
      Comparator.comparing(Edge::blocker).thenComparing(Edge::blocked);

  MemoryEdges(ChangedState state) {
    super(state, RowKind.EDGE, Edge::key);
    byBlocked = index(Edge::blocked);
    byBlocker = index(Edge::blocker);
    byOrchestrator = index(Edge::orchestrator);
  }

  @Override
  public boolean delete(Edge.Key key) {
    return remove(key);
  }

  @Override
  public List<Edge> listBlockers(Collection<RoleId> blocked) {
    return byBlocked.listAny(blocked);
  }

  @Override
  public List<Edge> listDependents(Collection<RoleId> blockers) {
    return byBlocker.listAny(blockers).stream().sorted(BY_BLOCKER).toList();
  }

  @Override
  public List<Edge> list(OrchestratorId orchestrator) {
    return byOrchestrator.list(orchestrator);
  }
}
