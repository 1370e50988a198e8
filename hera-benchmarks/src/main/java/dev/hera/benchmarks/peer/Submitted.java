package dev.hera.benchmarks.peer;

import dev.hera.plan.Plan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A plan as plain rows: its nodes by index, and its edges between them. */
final class Submitted {
  private final List<String> names;
  private final int[] waits;
  private final int[] blocked;
  private final int[] blocker;

  Submitted(Plan plan) {
    names = plan.nodes().stream().map(Plan.Node::name).toList();
    waits = new int[names.size()];
    blocked = new int[plan.edges().size()];
    blocker = new int[blocked.length];
    Map<String, Integer> indexes = new HashMap<>();
    for (String name : names) {
      indexes.put(name, indexes.size());
    }
    for (int edge = 0; edge < blocked.length; edge++) {
      Plan.Dependency dependency = plan.edges().get(edge);
      blocked[edge] = Objects.requireNonNull(indexes.get(dependency.blocked()));
      blocker[edge] = Objects.requireNonNull(indexes.get(dependency.blocker()));
      waits[blocked[edge]]++;
    }
  }

  int nodes() {
    return names.size();
  }

  String name(int node) {
    return names.get(node);
  }

  /** For how many others a node waits. */
  int waits(int node) {
    return waits[node];
  }

  int edges() {
    return blocked.length;
  }

  int blocked(int edge) {
    return blocked[edge];
  }

  int blocker(int edge) {
    return blocker[edge];
  }
}
