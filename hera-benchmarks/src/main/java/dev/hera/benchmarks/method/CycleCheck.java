package dev.hera.benchmarks.method;

import dev.hera.plan.Graph;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The cycle check of a submitted plan of 100,000 nodes, and one look at each of its edges. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CycleCheck {
  private final LayeredEdges edges = new LayeredEdges(100_000);

  @Benchmark
  public int floor() {
    int sum = 0;
    for (int edge = 0; edge < edges.count(); edge++) {
      sum += edges.blocked()[edge] ^ edges.blocker()[edge];
    }
    return sum;
  }

  @Benchmark
  public int[] cycle() {
    return Graph.cycle(edges.nodes(), edges.blocked(), edges.blocker());
  }
}
