package dev.hera.benchmarks.peer;

import dev.hera.benchmarks.report.Samples;
import dev.hera.plan.Plan;
import java.util.List;

/** Tasks one after the other. */
final class Chain extends Course {
  private final long[] executed;

  Chain(int tasks) {
    this.executed = new long[tasks];
  }

  @Override
  int tasks() {
    return executed.length;
  }

  @Override
  Plan plan() {
    Plan.Builder plan = Plan.builder().node(name(FIRST), "do nothing");
    for (int task = 1; task < executed.length; task++) {
      plan.node(name(task), "do nothing").after(name(task - 1));
    }
    return plan.build();
  }

  @Override
  synchronized List<Integer> executed(int task) {
    executed[task] = System.nanoTime();
    if (task + 1 < executed.length) {
      return List.of(task + 1);
    }
    finish();
    return List.of();
  }

  /** The times from the execution of one task to that of the next. */
  synchronized Samples handOffs() {
    Samples samples = new Samples();
    for (int task = 1; task < executed.length; task++) {
      samples.add(executed[task] - executed[task - 1]);
    }
    return samples;
  }
}
