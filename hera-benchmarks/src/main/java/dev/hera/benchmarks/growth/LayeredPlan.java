package dev.hera.benchmarks.growth;

import dev.hera.plan.Plan;

/**
 * A plan in layers of which each node waits for two or three of the layer before, 27 edges for each
 * 10 nodes; the first layer waits for a node that never ends. So nothing of it can start.
 */
final class LayeredPlan {
  static final String ROOT = "root";

  private static final int WIDEST = 100;

  private final int nodes;
  private final int width;

  LayeredPlan(int nodes) {
    this.nodes = nodes;
    this.width = Math.min(WIDEST, nodes / 10);
  }

  int nodes() {
    return nodes;
  }

  int layers() {
    return nodes / width;
  }

  int width() {
    return width;
  }

  String node(int layer, int place) {
    return "n" + (layer * width + place % width);
  }

  Plan plan() {
    Plan.Builder plan = Plan.builder().node(ROOT, "never ends");
    for (int node = 0; node < nodes; node++) {
      plan.node("n" + node, "Do step " + node + " of the plan and report what was found.");
      int layer = node / width;
      if (layer == 0) {
        plan.after(ROOT);
      } else {
        for (int edge = 0; edge < (node % 10 < 7 ? 3 : 2); edge++) {
          plan.after(node(layer - 1, node % width + edge));
        }
      }
    }
    return plan.build();
  }

  /** The number of edges of the plan. */
  int edges() {
    return plan().edges().size();
  }
}
