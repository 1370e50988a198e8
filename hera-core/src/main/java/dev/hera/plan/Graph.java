package dev.hera.plan;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Searches for cycles: iterative, in the order given, and each names the cycle that it found. */
public final class Graph {
  private Graph() {}

  /**
   * The way from {@code from} to {@code to} along {@code next}, breadth first.
   *
   * @param next the neighbours of a node, in the order in which they are tried
   * @return the nodes of the way, both ends included; empty when there is none
   */
  public static <N> List<N> path(N from, N to, Function<N, List<N>> next) {
    Map<N, N> cameFrom = new HashMap<>();
    Deque<N> open = new ArrayDeque<>();
    cameFrom.put(from, from);
    open.add(from);
    while (!open.isEmpty()) {
      N node = open.remove();
      if (node.equals(to)) {
        return wayBack(from, to, cameFrom);
      }
      for (N neighbour : next.apply(node)) {
        if (cameFrom.putIfAbsent(neighbour, node) == null) {
          open.add(neighbour);
        }
      }
    }
    return List.of();
  }

  private static <N> List<N> wayBack(N from, N to, Map<N, N> cameFrom) {
    Deque<N> way = new ArrayDeque<>();
    N node = to;
    while (!node.equals(from)) {
      way.addFirst(node);
      node = Objects.requireNonNull(cameFrom.get(node));
    }
    way.addFirst(from);
    return List.copyOf(way);
  }

  /**
   * A cycle among {@code count} nodes, found with Kahn's algorithm.
   *
   * @param blocked the waiting end of each edge, as an index below {@code count}
   * @param blocker the other end of each edge, in the same order
   * @return the indexes along a cycle, each waiting for the next, first = last; empty when the
   *     edges make none
   */
  public static int[] cycle(int count, int[] blocked, int[] blocker) {
    int[] waitsFor = new int[count];
    int[] firstDependent = new int[count];
    int[] nextDependent = new int[blocked.length];
    Arrays.fill(firstDependent, -1);
    for (int edge = 0; edge < blocked.length; edge++) {
      waitsFor[blocked[edge]]++;
      nextDependent[edge] = firstDependent[blocker[edge]];
      firstDependent[blocker[edge]] = edge;
    }
    int[] free = new int[count];
    int found = 0;
    for (int node = 0; node < count; node++) {
      if (waitsFor[node] == 0) {
        free[found++] = node;
      }
    }
    for (int done = 0; done < found; done++) {
      for (int edge = firstDependent[free[done]]; edge >= 0; edge = nextDependent[edge]) {
        if (--waitsFor[blocked[edge]] == 0) {
          free[found++] = blocked[edge];
        }
      }
    }
    return found == count ? new int[0] : cycleAmong(waitsFor, blocked, blocker);
  }

  /**
   * Every node with {@code waitsFor > 0} has a blocker of the same kind: follow until one repeats.
   */
  private static int[] cycleAmong(int[] waitsFor, int[] blocked, int[] blocker) {
    int[] stuckOn = new int[waitsFor.length];
    Arrays.fill(stuckOn, -1);
    for (int edge = 0; edge < blocked.length; edge++) {
      if (waitsFor[blocked[edge]] > 0 && waitsFor[blocker[edge]] > 0) {
        stuckOn[blocked[edge]] = blocker[edge];
      }
    }
    int node = 0;
    while (stuckOn[node] < 0) {
      node++;
    }
    int[] seenAt = new int[waitsFor.length];
    int[] way = new int[waitsFor.length + 1];
    int length = 0;
    while (seenAt[node] == 0) {
      way[length++] = node;
      seenAt[node] = length;
      node = stuckOn[node];
    }
    way[length++] = node;
    return Arrays.copyOfRange(way, seenAt[node] - 1, length);
  }
}
