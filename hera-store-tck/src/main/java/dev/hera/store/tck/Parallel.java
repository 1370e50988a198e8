package dev.hera.store.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Many checks that do not touch each other, several at a time: most of them wait for files. */
final class Parallel {
  private static final int AT_A_TIME = 6;

  private Parallel() {}

  /** Runs a check for each number from 0 on; the failure of one is this method's. */
  static void each(int count, IntConsumer check) {
    ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = i;
        running.add(threads.submit(() -> check.accept(number)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Error error ? error : new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError("the test was interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
