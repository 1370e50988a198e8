package dev.hera.view;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The stage of each node of a plan, and its place in it (W5). */
public final class Stages {
  private record Placed(PlanView.Node node, ShortId id) {}

  private static final Comparator<Placed> ORDER =
      Comparator.comparing(Placed::id).thenComparing(placed -> placed.node().name());

  private final List<PlanView.Node> nodes;
  private final Map<String, List<String>> waiting = new HashMap<>();
  private final Map<String, Integer> open = new HashMap<>();

  private Stages(List<PlanView.Node> nodes) {
    this.nodes = nodes;
    Set<String> names = nodes.stream().map(PlanView.Node::name).collect(Collectors.toSet());
    for (PlanView.Node node : nodes) {
      for (String blocker : new HashSet<>(node.blockers())) {
        if (names.contains(blocker)) {
          waiting.computeIfAbsent(blocker, none -> new ArrayList<>()).add(node.name());
          open.merge(node.name(), 1, Integer::sum);
        }
      }
    }
  }

  /**
   * The nodes stage by stage. A node's stage is the longest path to it from one that waits for no
   * node, where a blocker that is no node of the plan counts for nothing; inside a stage by number
   * and letter of the short id ({@code 2a} of {@code 2a-api}), then by name.
   */
  public static List<List<PlanView.Node>> of(PlanView plan) {
    return new Stages(plan.nodes()).sorted();
  }

  private List<List<PlanView.Node>> sorted() {
    Map<String, Integer> longest = longestPaths();
    Map<Integer, List<PlanView.Node>> stages =
        nodes.stream()
            .map(node -> new Placed(node, ShortId.of(node.name())))
            .sorted(ORDER)
            .map(Placed::node)
            .collect(
                Collectors.groupingBy(
                    node -> longest.getOrDefault(node.name(), 0),
                    TreeMap::new,
                    Collectors.toUnmodifiableList()));
    return List.copyOf(stages.values());
  }

  /** The length of the longest path to each node that waits for another. */
  private Map<String, Integer> longestPaths() {
    Map<String, Integer> longest = new HashMap<>();
    Deque<String> free = new ArrayDeque<>();
    nodes.stream()
        .map(PlanView.Node::name)
        .filter(name -> !open.containsKey(name))
        .forEach(free::add);
    while (!free.isEmpty()) {
      String name = free.remove();
      int next = longest.getOrDefault(name, 0) + 1;
      for (String dependent : waiting.getOrDefault(name, List.of())) {
        longest.merge(dependent, next, Math::max);
        if (open.merge(dependent, -1, Integer::sum) == 0) {
          free.add(dependent);
        }
      }
    }
    return longest;
  }
}
