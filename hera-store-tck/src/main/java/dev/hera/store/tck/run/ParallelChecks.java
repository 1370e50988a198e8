package dev.hera.store.tck.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Many checks that do not touch each other, several at a time: most of them wait for files. */
public final class ParallelChecks {
  private static final int AT_A_TIME = 6;

  private ParallelChecks() {}

  /**
   * Runs a check for each number from 0 on, as long as none fails. The first failure is this
   * method's, once every check that had begun has ended.
   */
  public static void each(int count, IntConsumer check) {
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < AT_A_TIME; i++) {
      running.add(threads.submit(() -> run(next, count, check)));
    }
    threads.shutdown();
    List<Throwable> failures = new ArrayList<>();
    for (Future<?> each : running) {
      try {
        each.get();
      } catch (ExecutionException e) {
        failures.add(e.getCause());
      } catch (InterruptedException e) {
        throw new AssertionError("the test was interrupted", e);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.get(0) instanceof Error error ? error : new AssertionError(failures.get(0));
    }
  }

  private static void run(AtomicInteger next, int count, IntConsumer check) {
    try {
      for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
        check.accept(i);
      }
    } catch (RuntimeException | Error e) {
      next.set(count);
      throw e;
    }
  }
}
