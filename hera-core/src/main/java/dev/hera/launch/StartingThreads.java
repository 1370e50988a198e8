package dev.hera.launch;

import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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

  /** Questions that hang take a thread each; with all of them taken, no end is found any more. */
  private static final int ASKING = 8;

  private final ExecutorService threads;
  private final ExecutorService asking;
  private final Set<LaunchId> asked = ConcurrentHashMap.newKeySet();
  private final Runnable freed;
  private int busy;
  private boolean filled;
  private boolean awaited;
  private volatile boolean closed;

  /**
   * @param named makes a thread of this name
   * @param freed runs when a thread is free again after {@link #free} had said that none is
   */
  public StartingThreads(BiFunction<String, Runnable, Thread> named, Runnable freed) {
    this.threads = threads(COUNT, "hera-start-", named);
    this.asking = threads(ASKING, "hera-ask-", named);
    this.freed = freed;
  }

  private static ExecutorService threads(
      int count, String prefix, BiFunction<String, Runnable, Thread> named) {
    AtomicInteger number = new AtomicInteger();
    return Executors.newFixedThreadPool(
        count, work -> named.apply(prefix + number.incrementAndGet(), work));
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

  @Override
  public void ask(Launch started, Runnable question) {
    if (!asked.add(started.id())) {
      return;
    }
    boolean begun = false;
    try {
      asking.execute(() -> answer(started, question));
      begun = true;
    } catch (RejectedExecutionException closing) {
      log.debug("The worker is asked for at the next start", closing);
    } finally {
      if (!begun) {
        asked.remove(started.id());
      }
    }
  }

  private void answer(Launch started, Runnable question) {
    try {
      if (!closed) {
        question.run();
      }
    } catch (Throwable e) {
      log.warn("Launch {} could not be asked for; the next sweep tries again", started.key(), e);
    } finally {
      asked.remove(started.id());
    }
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

  /** No start begins any more, and nobody is asked for; what runs goes on. */
  void shutdown() {
    closed = true;
    threads.shutdown();
    asking.shutdown();
  }

  void interrupt() {
    threads.shutdownNow();
    asking.shutdownNow();
  }

  boolean awaitEnd(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    return threads.awaitTermination(limit.toNanos(), TimeUnit.NANOSECONDS)
        && asking.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  /** A daemon of this name, not started. */
  public static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}
