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
  private static final Comparator<Edge> BY_BLOCKER =
      Comparator.comparing(Edge::blocker).thenComparing(Edge::blocked);

  MemoryEdges(MemoryTransaction transaction) {
    super(transaction, tables -> tables.edges.all);
  }

  @Override
  public boolean delete(Edge.Key key) {
    return transaction.writing().edges.all.delete(key);
  }

  @Override
  public List<Edge> listBlockers(Collection<RoleId> blocked) {
    return rows().byBlocked.listAny(blocked);
  }

  @Override
  public List<Edge> listDependents(Collection<RoleId> blockers) {
    return rows().byBlocker.listAny(blockers).stream().sorted(BY_BLOCKER).toList();
  }

  @Override
  public List<Edge> list(OrchestratorId orchestrator) {
    return rows().byOrchestrator.list(orchestrator);
  }

  private Rows rows() {
    return transaction.reading().edges;
  }

  static final class Rows {
    private final MemoryTable<Edge.Key, Edge> all;
    private final Index<RoleId, Edge.Key, Edge> byBlocked;
    private final Index<RoleId, Edge.Key, Edge> byBlocker;
    private final Index<OrchestratorId, Edge.Key, Edge> byOrchestrator;

    Rows(Undo undo) {
      all = new MemoryTable<>("edge", Edge::key, undo);
      byBlocked = all.index(Edge::blocked);
      byBlocker = all.index(Edge::blocker);
      byOrchestrator = all.index(Edge::orchestrator);
    }
  }
}
