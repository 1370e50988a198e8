package dev.hera.benchmarks.method;

import dev.hera.plan.Edge;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.work.graph.PlanGraph;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

  private final PlanGraph graph;

  public EdgeCheck() {
    LayeredEdges layered = new LayeredEdges(NODES);
    List<Edge> edges = new ArrayList<>();
    for (int edge = 0; edge < layered.count(); edge++) {
      edges.add(
          new Edge(
              new OrchestratorId(1),
              new RoleId(layered.blocked()[edge]),
              new RoleId(layered.blocker()[edge]),
              Instant.EPOCH));
    }
    graph = PlanGraph.of(edges);
  }

  @Benchmark
  public List<RoleId> atTheBack() {
    return path(NODES - 1, NODES - LayeredEdges.WIDTH - 50);
  }

  @Benchmark
  public List<RoleId> inTheMiddle() {
    return path(NODES / 2, NODES / 2 - 50);
  }

  @Benchmark
  public List<RoleId> halfThePlanApart() {
    return path(NODES / 4 * 3, NODES / 4);
  }

  /** Whether the blocker waits for the blocked one already; it does not. */
  private List<RoleId> path(int blocked, int blocker) {
    return graph.path(new RoleId(blocker), new RoleId(blocked));
  }
}
