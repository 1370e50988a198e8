package dev.hera.benchmarks.method;

import dev.hera.plan.Graph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The search that one new edge needs in a plan of 100,000 nodes, which is in memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class EdgeCheck {
  private static final int NODES = 100_000;

  private final Map<Integer, List<Integer>> blockers = new HashMap<>();
  private final Map<Integer, List<Integer>> dependents = new HashMap<>();

  public EdgeCheck() {
    LayeredEdges edges = new LayeredEdges(NODES);
    for (int edge = 0; edge < edges.count(); edge++) {
      int blocked = edges.blocked()[edge];
      int blocker = edges.blocker()[edge];
      blockers.computeIfAbsent(blocked, key -> new ArrayList<>()).add(blocker);
      dependents.computeIfAbsent(blocker, key -> new ArrayList<>()).add(blocked);
    }
  }

  @Benchmark
  public List<Integer> atTheBack() {
    return path(NODES - 1, NODES - LayeredEdges.WIDTH - 50);
  }

  @Benchmark
  public List<Integer> inTheMiddle() {
    return path(NODES / 2, NODES / 2 - 50);
  }

  @Benchmark
  public List<Integer> halfThePlanApart() {
    return path(NODES / 4 * 3, NODES / 4);
  }

  /** Whether the blocker waits for the blocked one already; it does not. */
  private List<Integer> path(int blocked, int blocker) {
    return Graph.path(
        blocker, blocked, nodes -> of(blockers, nodes), nodes -> of(dependents, nodes));
  }

  private static Map<Integer, List<Integer>> of(
      Map<Integer, List<Integer>> edges, List<Integer> nodes) {
    Map<Integer, List<Integer>> found = new HashMap<>();
    for (Integer node : nodes) {
      List<Integer> neighbours = edges.get(node);
      if (neighbours != null) {
        found.put(node, neighbours);
      }
    }
    return found;
  }
}
