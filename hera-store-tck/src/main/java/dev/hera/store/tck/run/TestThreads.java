package dev.hera.store.tck.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads of one test. Whatever is waited for is waited for in a bounded time. */
public final class TestThreads implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  /** How long a store that lets a transaction wait for another one keeps a test waiting. */
  private static final long GRACE_MILLIS = 300;

  private static final long MOMENT_MILLIS = 20;

  private final List<Future<?>> started = new ArrayList<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "store-contract");
            thread.setDaemon(true);
            return thread;
          });

  public <T> Future<T> start(Callable<T> work) {
    Future<T> future = threads.submit(work);
    started.add(future);
    return future;
  }

  /** Starts what {@link #joinAll} waits for. */
  public void run(Runnable work) {
    started.add(threads.submit(work));
  }

  /** Waits until all that was started has ended, and fails when some of it failed. */
  public void joinAll() {
    started.forEach(TestThreads::join);
  }

  /** What the work returned; its own exception when it failed with an unchecked one. */
  public static <T> T join(Future<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError("a thread of the test failed", failure.getCause());
    } catch (TimeoutException hang) {
      throw new AssertionError("hangs for " + PATIENCE_SECONDS + " s", hang);
    } catch (InterruptedException interrupt) {
      throw new AssertionError("the test was interrupted", interrupt);
    }
  }

  /** Waits for what comes in any store. */
  public static void await(CountDownLatch latch) {
    try {
      if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("hangs for " + PATIENCE_SECONDS + " s");
      }
    } catch (InterruptedException interrupt) {
      throw new AssertionError("the test was interrupted", interrupt);
    }
  }

  /** Waits a short while for what does not come when the store lets it wait; tells if it came. */
  public static boolean comes(CountDownLatch latch) {
    try {
      return latch.await(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupt) {
      throw new AssertionError("the test was interrupted", interrupt);
    }
  }

  /** Waits a moment before something is tried again. */
  public static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(MOMENT_MILLIS);
    } catch (InterruptedException interrupt) {
      throw new AssertionError("the test was interrupted", interrupt);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
