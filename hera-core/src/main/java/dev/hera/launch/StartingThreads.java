package dev.hera.launch;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of a started Hera that call the launcher. Thread-safe. */
public final class StartingThreads implements StartSlots {
  private static final Logger log = LoggerFactory.getLogger(StartingThreads.class);
  public static final int COUNT = 32;

  /** When all were busy, more is begun as soon as no more than so many are. */
  private static final int REFILLED = COUNT * 3 / 4;

  private final ExecutorService threads;
  private final Runnable freed;
  private int busy;
  private boolean filled;
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

  /** Once all are busy, none is free for anybody until some are together: a look reads for many. */
  @Override
  public synchronized int free() {
    filled = busy >= COUNT || (filled && busy > REFILLED);
    awaited = filled;
    return filled ? 0 : COUNT - busy;
  }

  @Override
  public boolean begin(Runnable start) {
    if (!take()) {
      return false;
    }
    boolean begun = false;
    try {
      threads.execute(
          () -> {
            try {
              start.run();
            } finally {
              giveBack();
            }
          });
      begun = true;
    } catch (RejectedExecutionException closing) {
      log.debug("What is due is found at the next start", closing);
    } finally {
      if (!begun) {
        giveBack();
      }
    }
    return begun;
  }

  private synchronized boolean take() {
    if (free() == 0) {
      return false;
    }
    busy++;
    return true;
  }

  private void giveBack() {
    boolean tell;
    synchronized (this) {
      busy--;
      tell = awaited && busy <= REFILLED;
      awaited = awaited && !tell;
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
