package dev.hera.work.graph;

import dev.hera.history.Event;
import dev.hera.plan.Edge;
import dev.hera.role.RoleId;
import dev.hera.view.projection.ToldEdge;
import java.util.List;

/** The edges of one orchestrator. Not changed once it is made. */
public final class PlanGraph {
  private final NodeNumbers nodes;
  private final Neighbours blockers;
  private final Neighbours dependents;
  private final int edges;

  private PlanGraph(NodeNumbers nodes, Neighbours blockers, Neighbours dependents, int edges) {
    this.nodes = nodes;
    this.blockers = blockers;
    this.dependents = dependents;
    this.edges = edges;
  }

  /**
   * The graph of these edges.
   *
   * @param edges all of an orchestrator, ordered by blocked, then by blocker
   */
  public static PlanGraph of(List<Edge> edges) {
    NodeNumbers nodes = new NodeNumbers();
    int[] blocked = new int[edges.size()];
    int[] blocker = new int[edges.size()];
    for (int i = 0; i < blocked.length; i++) {
      blocked[i] = nodes.add(edges.get(i).blocked().value());
      blocker[i] = nodes.add(edges.get(i).blocker().value());
    }
    return new PlanGraph(
        nodes,
        Neighbours.of(nodes, blocked, blocker),
        Neighbours.of(nodes, blocker, blocked),
        blocked.length);
  }

  /**
   * What the next events of the orchestrator make of it. It may have some of their edges already.
   */
  public PlanGraph with(List<Event> events) {
    List<ToldEdge> told = events.stream().flatMap(event -> ToldEdge.of(event).stream()).toList();
    return told.isEmpty() ? this : changed(told);
  }

  private PlanGraph changed(List<ToldEdge> told) {
    NodeNumbers all = nodes.copy();
    Neighbours up = blockers.copy(all);
    Neighbours down = dependents.copy(all);
    int count = edges;
    for (ToldEdge edge : told) {
      int blocked = all.add(edge.blocked().value());
      int blocker = all.add(edge.blocker().value());
      if (edge.added() && up.add(blocked, blocker)) {
        down.add(blocker, blocked);
        count++;
      } else if (!edge.added() && up.remove(blocked, blocker)) {
        down.remove(blocker, blocked);
        count--;
      }
    }
    return new PlanGraph(all, up, down, count);
  }

  /** How many edges there are. */
  public int edges() {
    return edges;
  }

  /**
   * The shortest way from a node over its blockers and theirs to another one, both included; empty
   * when there is none. The same one as {@link dev.hera.plan.Graph#path} finds.
   */
  public List<RoleId> path(RoleId from, RoleId to) {
    int start = nodes.find(from.value());
    int end = nodes.find(to.value());
    if (start < 0 || end < 0) {
      return List.of();
    }
    return new PathSearch(nodes.count(), blockers, dependents)
        .find(start, end).stream().map(node -> new RoleId(nodes.id(node))).toList();
  }
}
