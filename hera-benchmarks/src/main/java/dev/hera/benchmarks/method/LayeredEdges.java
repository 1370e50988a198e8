package dev.hera.benchmarks.method;

/**
 * The edges of a plan in layers of 100 nodes, each of which waits for three of the layer before.
 */
final class LayeredEdges {
  static final int WIDTH = 100;

  private static final int BLOCKERS = 3;

  private final int nodes;
  private final int[] blocked;
  private final int[] blocker;

  LayeredEdges(int nodes) {
    this.nodes = nodes;
    this.blocked = new int[(nodes - WIDTH) * BLOCKERS];
    this.blocker = new int[blocked.length];
    for (int edge = 0; edge < blocked.length; edge++) {
      int node = WIDTH + edge / BLOCKERS;
      blocked[edge] = node;
      blocker[edge] = (node / WIDTH - 1) * WIDTH + (node % WIDTH + edge % BLOCKERS) % WIDTH;
    }
  }

  int nodes() {
    return nodes;
  }

  int count() {
    return blocked.length;
  }

  /** The waiting end of each edge. */
  int[] blocked() {
    return blocked;
  }

  /** The other end of each edge. */
  int[] blocker() {
    return blocker;
  }
}
