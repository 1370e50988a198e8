package dev.hera.work.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** {@link dev.hera.plan.Graph#path} over numbered nodes that are in memory. */
final class PathSearch {
  private final int count;
  private final Neighbours next;
  private final Neighbours previous;

  PathSearch(int count, Neighbours next, Neighbours previous) {
    this.count = count;
    this.next = next;
    this.previous = previous;
  }

  /** The nodes of a shortest way, both ends included; empty when there is none. */
  List<Integer> find(int from, int to) {
    if (from == to) {
      return List.of(from);
    }
    Side front = new Side(from, next, count);
    Side back = new Side(to, previous, count);
    while (front.open() > 0 && back.open() > 0) {
      int met = front.open() <= back.open() ? front.step(back) : back.step(front);
      if (met >= 0) {
        Deque<Integer> way = front.wayTo(met);
        way.removeLast();
        back.wayTo(met).descendingIterator().forEachRemaining(way::addLast);
        return List.copyOf(way);
      }
    }
    return List.of();
  }

  /** What was reached from one end. */
  private static final class Side {
    private final int end;
    private final Neighbours neighbours;

    /** Behind each node that was reached the one before it, counted from 1. */
    private final int[] cameFrom;

    private final int[] reached;
    private int size = 1;
    private int firstOpen;

    Side(int end, Neighbours neighbours, int count) {
      this.end = end;
      this.neighbours = neighbours;
      this.cameFrom = new int[count];
      this.reached = new int[count];
      cameFrom[end] = end + 1;
      reached[0] = end;
    }

    int open() {
      return size - firstOpen;
    }

    /**
     * Goes one level further, and gives the first node that the other side has, too; -1 for none.
     */
    int step(Side other) {
      int level = size;
      for (; firstOpen < level; firstOpen++) {
        int node = reached[firstOpen];
        for (int i = 0; i < neighbours.size(node); i++) {
          int neighbour = neighbours.get(node, i);
          if (cameFrom[neighbour] == 0) {
            cameFrom[neighbour] = node + 1;
            if (other.cameFrom[neighbour] != 0) {
              return neighbour;
            }
            reached[size++] = neighbour;
          }
        }
      }
      return -1;
    }

    /** The nodes from this end to the one, both included. */
    Deque<Integer> wayTo(int node) {
      Deque<Integer> way = new ArrayDeque<>();
      for (int at = node; at != end; at = cameFrom[at] - 1) {
        way.addFirst(at);
      }
      way.addFirst(end);
      return way;
    }
  }
}
