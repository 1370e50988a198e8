package dev.hera.benchmarks.peer;

import dev.hera.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A work of numbered tasks that do nothing, and what they depend on. It is told of each execution
 * and answers what can be executed now, so that a scheduler that knows no dependencies has nothing
 * to look up or to store for them.
 */
abstract class Course {
  private final CountDownLatch finished = new CountDownLatch(1);

  /** The number of the first task. */
  static final int FIRST = 0;

  abstract int tasks();

  /** The same work as a plan; node names are {@link #name}. */
  abstract Plan plan();

  /** Takes note that a task is executed now, by any thread. The answer is what comes next. */
  abstract List<Integer> executed(int task);

  static String name(int task) {
    return "n" + task;
  }

  static int task(String name) {
    return Integer.parseInt(name.substring(1));
  }

  final void finish() {
    finished.countDown();
  }

  final void await(Duration limit) throws InterruptedException {
    if (!finished.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the work was not done within " + limit);
    }
  }
}
