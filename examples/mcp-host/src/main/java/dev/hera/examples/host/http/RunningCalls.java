package dev.hera.examples.host.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts the calls that run, so that a stopping host can let them finish. Thread-safe. */
final class RunningCalls {
  private int running;
  private boolean stopping;

  /** Whether a call may begin; if so, it has to {@link #leave}. */
  synchronized boolean enter() {
    if (!stopping) {
      running++;
    }
    return !stopping;
  }

  synchronized void leave() {
    running--;
    notifyAll();
  }

  /** Lets no more calls begin. */
  synchronized void stop() {
    stopping = true;
  }

  /** Waits until no call runs; says whether that came to be within the limit. */
  synchronized boolean awaitNone(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      while (running > 0) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return running == 0;
  }
}
