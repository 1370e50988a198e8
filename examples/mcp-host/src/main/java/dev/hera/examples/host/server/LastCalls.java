package dev.hera.examples.host.server;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes a Hera's threads, so that the calls that run while she is closed are finished first (H7). A
 * Hera that is closed ends her waits, then waits for her threads, and closes her store last: from
 * {@link #begin} on, her threads end when those calls are over. Thread-safe.
 */
final class LastCalls implements ThreadFactory {
  private final Runnable finish;
  private final AtomicInteger threads = new AtomicInteger();
  private volatile boolean begun;

  /**
   * No calls are the last ones yet.
   *
   * @param finish waits until no call runs, or for as long as it may take; called by several
   *     threads at once
   */
  LastCalls(Runnable finish) {
    this.finish = finish;
  }

  /** From now on the calls that run are the last ones; to be called before a Hera is closed. */
  void begin() {
    begun = true;
  }

  @Override
  public Thread newThread(Runnable work) {
    Thread thread = new Thread(() -> run(work), "hera-" + threads.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  private void run(Runnable work) {
    work.run();
    if (begun) {
      finish.run();
    }
  }
}
