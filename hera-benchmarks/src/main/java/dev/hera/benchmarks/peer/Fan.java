package dev.hera.benchmarks.peer;

import dev.hera.plan.Plan;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** One task, then {@code width} that wait for it, then one that waits for all of them. */
final class Fan extends Course {
  private final int width;
  private final AtomicInteger open;
  private volatile long begun;
  private volatile long ended;

  Fan(int width) {
    this.width = width;
    this.open = new AtomicInteger(width);
  }

  @Override
  int tasks() {
    return width + 2;
  }

  @Override
  Plan plan() {
    Plan.Builder plan = Plan.builder().node(name(FIRST), "do nothing");
    String[] middle = IntStream.rangeClosed(1, width).mapToObj(Course::name).toArray(String[]::new);
    for (String name : middle) {
      plan.node(name, "do nothing").after(name(FIRST));
    }
    return plan.node(name(width + 1), "do nothing").after(middle).build();
  }

  @Override
  List<Integer> executed(int task) {
    if (task == FIRST) {
      begun = System.nanoTime();
      return IntStream.rangeClosed(1, width).boxed().toList();
    }
    if (task <= width) {
      return open.decrementAndGet() == 0 ? List.of(width + 1) : List.of();
    }
    ended = System.nanoTime();
    finish();
    return List.of();
  }

  /** Tasks a second, from the execution of the first to that of the last. */
  double perSecond() {
    return (width + 1) * 1e9 / (ended - begun);
  }

  /** Tasks a second, from an instant of {@link System#nanoTime} to the execution of the last. */
  double perSecondSince(long instant) {
    return tasks() * 1e9 / (ended - instant);
  }
}
