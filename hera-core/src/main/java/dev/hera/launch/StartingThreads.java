package dev.hera.launch;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/** The threads of a started Hera that call the launcher. Only one thread hands starts over. */
public final class StartingThreads implements StartSlots {
  public static final int COUNT = 32;

  private final ExecutorService threads;
  private final Runnable freed;
  private int busy;
  private boolean awaited;

  /**
   * @param named makes a thread of this name
   * @param freed runs when a thread is free again after {@link #free} had said that none is
   */
  public StartingThreads(BiFunction<String, Runnable, Thread> named, Runnable freed) {
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            COUNT, work -> named.apply("hera-start-" + number.incrementAndGet(), work));
    this.freed = freed;
  }

  @Override
  public synchronized int free() {
    awaited = busy >= COUNT;
    return COUNT - busy;
  }

  @Override
  public void execute(Runnable start) {
    take();
    try {
      threads.execute(
          () -> {
            try {
              start.run();
            } finally {
              giveBack();
            }
          });
    } catch (RuntimeException e) {
      giveBack();
      throw e;
    }
  }

  private synchronized void take() {
    busy++;
  }

  private void giveBack() {
    boolean tell;
    synchronized (this) {
      busy--;
      tell = awaited;
      awaited = false;
    }
    if (tell) {
      freed.run();
    }
  }

  /** No start begins any more; those that run go on. */
  void shutdown() {
    threads.shutdown();
  }

  void interrupt() {
    threads.shutdownNow();
  }

  boolean awaitEnd(Duration limit) throws InterruptedException {
    return threads.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A daemon of this name, not started. */
  public static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
