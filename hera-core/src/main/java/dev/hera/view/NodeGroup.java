package dev.hera.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Nodes of one stage that wait for the same (W6). Since a stage is the longest path, no edge is
 * among them. A node that shares its blockers with no other one is a group of its own.
 *
 * @param nodes at least one, in the order of their stage (W5)
 */
public record NodeGroup(List<PlanView.Node> nodes) {
  /** How many nodes a picture shows one by one before it only counts them. */
  public static final int SHOWN = 8;

  public NodeGroup {
    nodes = List.copyOf(nodes);
  }

  /** The groups stage by stage, each where its first node stands. */
  public static List<List<NodeGroup>> of(PlanView plan) {
    return Stages.of(plan).stream().map(NodeGroup::groups).toList();
  }

  private static List<NodeGroup> groups(List<PlanView.Node> stage) {
    Map<Set<String>, List<PlanView.Node>> groups = new LinkedHashMap<>();
    stage.forEach(
        node ->
            groups
                .computeIfAbsent(Set.copyOf(node.blockers()), none -> new ArrayList<>())
                .add(node));
    return groups.values().stream().map(NodeGroup::new).toList();
  }

  /** Whether it is a node by itself. */
  public boolean isSingle() {
    return nodes.size() == 1;
  }

  /** Whether it is too large to be shown node by node. */
  public boolean isLarge() {
    return nodes.size() > SHOWN;
  }

  /** What all of them wait for, in role-id order. */
  public List<String> blockers() {
    return nodes.get(0).blockers();
  }

  /** How many are in each state (W7). */
  public Map<ViewState, Integer> counts() {
    return StateCounts.of(nodes.stream().map(PlanView.Node::state));
  }

  /** From the first to the last, by short ids where both have one: {@code [2a-2d]}. */
  public String label() {
    String first = nodes.get(0).name();
    if (isSingle()) {
      return first;
    }
    String last = nodes.get(nodes.size() - 1).name();
    String from = ShortId.of(first).text();
    String to = ShortId.of(last).text();
    return from.isEmpty() || to.isEmpty() || from.equals(to)
        ? "[" + first + " … " + last + "]"
        : "[" + from + "-" + to + "]";
  }
}
