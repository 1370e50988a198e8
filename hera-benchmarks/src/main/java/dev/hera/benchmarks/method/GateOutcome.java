package dev.hera.benchmarks.method;

import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Gate;
import dev.hera.plan.NodeFacts;
import dev.hera.plan.OutcomeRule;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What one blocker means, and what a dependent's gate makes of it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class GateOutcome {
  private NodeFacts atWork = facts(Status.WORKING, TaskStatus.IN_PROGRESS);
  private NodeFacts done = facts(Status.DONE, TaskStatus.IN_REVIEW);
  private Gate gate =
      new Gate(new RoleId(2), new OrchestratorId(1), true, BlockerOutcome.WORKING, 1, 0);

  private static NodeFacts facts(Status status, TaskStatus task) {
    return new NodeFacts(RoleKind.WORKER, true, false, false, status, true, true, task);
  }

  @Benchmark
  public OutcomeRule lastRows() {
    return OutcomeRule.of(atWork);
  }

  @Benchmark
  public boolean doneOpensTheGate() {
    return gate.minus(OutcomeRule.of(atWork).outcome())
        .plus(OutcomeRule.of(done).outcome())
        .isReady();
  }
}
