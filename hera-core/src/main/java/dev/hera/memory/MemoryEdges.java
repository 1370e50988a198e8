package dev.hera.memory;

import dev.hera.plan.Edge;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Edges;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The edges of one transaction. */
final class MemoryEdges implements Edges {
  private final MemoryTransaction transaction;

  MemoryEdges(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  @Override
  public void insert(Collection<Edge> edges) {
    transaction.writing().edges.all.insertAll(edges);
  }

  @Override
  public boolean delete(RoleId blocked, RoleId blocker) {
    return transaction.writing().edges.all.delete(new Pair(blocked, blocker));
  }

  @Override
  public boolean contains(RoleId blocked, RoleId blocker) {
    return rows().all.contains(new Pair(blocked, blocker));
  }

  @Override
  public List<RoleId> listBlockers(RoleId blocked) {
    return rows().byBlocked.list(blocked).stream().map(Edge::blocker).toList();
  }

  @Override
  public List<RoleId> listDependents(RoleId blocker) {
    return rows().byBlocker.list(blocker).stream().map(Edge::blocked).toList();
  }

  @Override
  public List<Edge> list(OrchestratorId orchestrator) {
    return rows().byOrchestrator.list(orchestrator);
  }

  private Rows rows() {
    return transaction.reading().edges;
  }

  private record Pair(RoleId blocked, RoleId blocker) implements Comparable<Pair> {
    private static final Comparator<Pair> ORDER =
        Comparator.comparing(Pair::blocked).thenComparing(Pair::blocker);

    @Override
    public int compareTo(Pair other) {
      return ORDER.compare(this, other);
    }
  }

  static final class Rows {
    private final Table<Pair, Edge> all;
    private final Index<RoleId, Pair, Edge> byBlocked;
    private final Index<RoleId, Pair, Edge> byBlocker;
    private final Index<OrchestratorId, Pair, Edge> byOrchestrator;

    Rows(Undo undo) {
      all = new Table<>("edge", row -> new Pair(row.blocked(), row.blocker()), undo);
      byBlocked = all.index(Edge::blocked);
      byBlocker = all.index(Edge::blocker);
      byOrchestrator = all.index(Edge::orchestrator);
    }
  }
}
