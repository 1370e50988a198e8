package dev.hera.work.rows;

import dev.hera.plan.Edge;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Edges;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The edges. */
public final class EdgeRows extends RowCache<Edge.Key, Edge> {
  private final Edges store;

  EdgeRows(Edges store, Runnable writing) {
    super(store, Edge::key, writing);
    this.store = store;
  }

  /** Removes the edge of this pair and tells whether there was one. */
  public boolean delete(RoleId blocked, RoleId blocker) {
    Edge.Key key = new Edge.Key(blocked, blocker);
    writeAll();
    boolean found = store.delete(key);
    forget(key);
    return found;
  }

  public boolean contains(RoleId blocked, RoleId blocker) {
    return find(new Edge.Key(blocked, blocker)).isPresent();
  }

  /** The roles that {@code blocked} waits for, in id order. */
  public List<RoleId> listBlockers(RoleId blocked) {
    return askOnce(new BlockersOf(blocked), () -> store.listBlockers(Set.of(blocked))).stream()
        .map(Edge::blocker)
        .toList();
  }

  private record BlockersOf(RoleId blocked) {}

  /** Reads the blockers of all these roles in one query. */
  public void readBlockersAhead(Collection<RoleId> blocked) {
    askAhead(
        blocked.stream().map(BlockersOf::new).toList(),
        open -> store.listBlockers(open.stream().map(BlockersOf::blocked).toList()),
        edge -> new BlockersOf(edge.blocked()));
  }

  /** The roles that wait for {@code blocker}, in id order. */
  public List<RoleId> listDependents(RoleId blocker) {
    return askOnce(List.of("dependents", blocker), () -> store.listDependents(Set.of(blocker)))
        .stream()
        .map(Edge::blocked)
        .toList();
  }

  /** The roles that each of these waits for, in id order. */
  public Map<RoleId, List<RoleId>> listBlockers(List<RoleId> blocked) {
    writeAll();
    return ends(store.listBlockers(blocked), Edge::blocked, Edge::blocker);
  }

  /** The roles that wait for each of these, in id order. */
  public Map<RoleId, List<RoleId>> listDependents(List<RoleId> blockers) {
    writeAll();
    return ends(store.listDependents(blockers), Edge::blocker, Edge::blocked);
  }

  private static Map<RoleId, List<RoleId>> ends(
      List<Edge> edges, Function<Edge, RoleId> of, Function<Edge, RoleId> end) {
    return edges.stream()
        .collect(Collectors.groupingBy(of, Collectors.mapping(end, Collectors.toList())));
  }

  /** All of an orchestrator, ordered by blocked, then by blocker. As many as that are not kept. */
  public List<Edge> list(OrchestratorId orchestrator) {
    writeAll();
    return store.list(orchestrator);
  }
}
