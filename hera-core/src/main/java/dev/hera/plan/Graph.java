package dev.hera.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Searches for cycles: iterative, in the order given, and each names the cycle that it found. */
public final class Graph {
  private Graph() {}

  /**
   * A shortest way from {@code from} to {@code to}, looked for from both ends at once: level by
   * level, from the end of which fewer nodes are open. It is over as soon as one end leads no
   * further, so what it costs depends on the smaller side.
   *
   * @param next the nodes that follow on each of these, in the order in which they are tried
   * @param previous the nodes that each of these follows on
   * @param levels after how many levels of both ends it is given up
   * @return the nodes of the way, both ends included, none when there is none; nothing when it was
   *     given up
   */
  public static <N> Optional<List<N>> path(
      N from,
      N to,
      Function<List<N>, Map<N, List<N>>> next,
      Function<List<N>, Map<N, List<N>>> previous,
      int levels) {
    Side<N> front = new Side<>(from, next);
    Side<N> back = new Side<>(to, previous);
    if (from.equals(to)) {
      return Optional.of(List.of(from));
    }
    for (int level = 0; front.isOpen() && back.isOpen(); level++) {
      if (level == levels) {
        return Optional.empty();
      }
      boolean forward = front.open.size() <= back.open.size();
      Optional<N> met = forward ? front.step(back) : back.step(front);
      if (met.isPresent()) {
        Deque<N> way = front.wayTo(met.get());
        way.removeLast();
        back.wayTo(met.get()).descendingIterator().forEachRemaining(way::addLast);
        return Optional.of(List.copyOf(way));
      }
    }
    return Optional.of(List.of());
  }

  /** What was reached from one end. */
  private static final class Side<N> {
    private final Function<List<N>, Map<N, List<N>>> neighbours;
    private final Map<N, N> cameFrom = new HashMap<>();
    private final N end;
    private List<N> open;

    Side(N end, Function<List<N>, Map<N, List<N>>> neighbours) {
      this.neighbours = neighbours;
      this.end = end;
      this.open = List.of(end);
      cameFrom.put(end, end);
    }

    boolean isOpen() {
      return !open.isEmpty();
    }

    /** Goes one level further, and gives the first node that the other side has reached as well. */
    Optional<N> step(Side<N> other) {
      Map<N, List<N>> level = neighbours.apply(open);
      List<N> reached = new ArrayList<>();
      for (N node : open) {
        for (N neighbour : level.getOrDefault(node, List.of())) {
          if (cameFrom.putIfAbsent(neighbour, node) == null) {
            if (other.cameFrom.containsKey(neighbour)) {
              return Optional.of(neighbour);
            }
            reached.add(neighbour);
          }
        }
      }
      open = reached;
      return Optional.empty();
    }

    /** The nodes from this end to the one, both included. */
    Deque<N> wayTo(N node) {
      Deque<N> way = new ArrayDeque<>();
      for (N at = node; !at.equals(end); at = Objects.requireNonNull(cameFrom.get(at))) {
        way.addFirst(at);
      }
      way.addFirst(end);
      return way;
    }
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
