package dev.hera.work.graph;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The neighbours of each node on one side, in the order of their ids. A copy shares the rows that
 * are not changed in it; what was copied must not be changed any more.
 */
final class Neighbours {
  private static final int[] NONE = {};

  private final NodeNumbers nodes;
  private final BitSet own = new BitSet();
  private int[][] rows;
  private int[] sizes;

  private Neighbours(NodeNumbers nodes, int[][] rows, int[] sizes) {
    this.nodes = nodes;
    this.rows = rows;
    this.sizes = sizes;
  }

  /**
   * @param ends the node on this side of each edge
   * @param others the other one; for each node in the order of their ids
   */
  static Neighbours of(NodeNumbers nodes, int[] ends, int[] others) {
    int[][] rows = new int[nodes.count()][];
    int[] sizes = new int[nodes.count()];
    for (int end : ends) {
      sizes[end]++;
    }
    for (int node = 0; node < rows.length; node++) {
      rows[node] = sizes[node] == 0 ? NONE : new int[sizes[node]];
      sizes[node] = 0;
    }
    for (int edge = 0; edge < ends.length; edge++) {
      rows[ends[edge]][sizes[ends[edge]]++] = others[edge];
    }
    return new Neighbours(nodes, rows, sizes);
  }

  /** One that may be changed, over a copy of the numbers. */
  Neighbours copy(NodeNumbers copied) {
    return new Neighbours(copied, rows.clone(), sizes.clone());
  }

  /** How many neighbours a node has. */
  int size(int node) {
    return node < sizes.length ? sizes[node] : 0;
  }

  int get(int node, int index) {
    return rows[node][index];
  }

  /** Tells whether this neighbour is new. */
  boolean add(int node, int neighbour) {
    if (node >= rows.length) {
      grow();
    }
    int at = find(node, neighbour);
    if (at >= 0) {
      return false;
    }
    int place = -at - 1;
    int size = sizes[node];
    if (!own.get(node) || size == rows[node].length) {
      rows[node] = Arrays.copyOf(rows[node], size + size / 2 + 1);
      own.set(node);
    }
    System.arraycopy(rows[node], place, rows[node], place + 1, size - place);
    rows[node][place] = neighbour;
    sizes[node]++;
    return true;
  }

  private void grow() {
    int before = rows.length;
    rows = Arrays.copyOf(rows, nodes.count() + nodes.count() / 8);
    sizes = Arrays.copyOf(sizes, rows.length);
    Arrays.fill(rows, before, rows.length, NONE);
  }

  /** Tells whether it was a neighbour. */
  boolean remove(int node, int neighbour) {
    int at = node < rows.length ? find(node, neighbour) : -1;
    if (at < 0) {
      return false;
    }
    if (!own.get(node)) {
      rows[node] = rows[node].clone();
      own.set(node);
    }
    sizes[node]--;
    System.arraycopy(rows[node], at + 1, rows[node], at, sizes[node] - at);
    return true;
  }

  /** Where it stands among the neighbours of a node; -1 - its place when it is none. */
  private int find(int node, int neighbour) {
    long id = nodes.id(neighbour);
    int low = 0;
    int high = sizes[node] - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long other = nodes.id(rows[node][middle]);
      if (other == id) {
        return middle;
      }
      if (other < id) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }
}
