package dev.hera.launch;

import dev.hera.work.LaunchSettings;
import dev.hera.work.UnitOfWork;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a started Hera (G9): one that waits for what is due, some that call the launcher,
 * and those that look at branches and finished work and note what started.
 */
public final class GaterLoop {
  private static final Logger log = LoggerFactory.getLogger(GaterLoop.class);
  private static final int LEASE_RENEWALS = 3;
  private static final Duration LOOKS = Duration.ofSeconds(1);

  /** One for each kind of look, of which one may hang, and one that notes. */
  private static final int LOOKING = 3;

  private final Gater gater;
  private final LauncherCalls launcherCalls;
  private final HostPresence presence;
  private final Duration sweepInterval;
  private final Duration renewal;
  private final Semaphore wanted = new Semaphore(0);
  private final StartingThreads starting;
  private final ScheduledThreadPoolExecutor looking;
  private final Thread thread;
  private volatile boolean closed;

  public GaterLoop(
      Gater gater,
      LauncherCalls launcherCalls,
      HostPresence presence,
      LaunchSettings settings,
      BiFunction<String, Runnable, Thread> threads) {
    this.gater = gater;
    this.launcherCalls = launcherCalls;
    this.presence = presence;
    this.sweepInterval = settings.sweepInterval();
    this.renewal = settings.lease().dividedBy(LEASE_RENEWALS);
    this.starting = new StartingThreads(threads, this::wake);
    this.looking =
        new ScheduledThreadPoolExecutor(LOOKING, work -> threads.apply("hera-look", work));
    this.looking.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.thread = threads.apply("hera-gater", this::run);
  }

  public void start() {
    launcherCalls.returned().onFirst(() -> soon(ReturnedStarts.SOON, this::noteStarts));
    launcherCalls.sessions().gather(() -> soon(Sessions.SOON, this::noteEnds));
    thread.start();
    looking.prestartAllCoreThreads();
    look(gater::lookAtWork);
    look(gater::lookAtBranches);
  }

  private void look(Runnable look) {
    ScheduledFuture<?> unused =
        looking.scheduleWithFixedDelay(
            look, LOOKS.toMillis(), LOOKS.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** What starts the nodes that a unit of work released, once it is committed. */
  Runnable released(UnitOfWork unit) {
    return gater.released(unit, starting);
  }

  /** Has due launches looked for at once. */
  public void wake() {
    wanted.release();
  }

  private void noteStarts() {
    launcherCalls.returned().note(ReturnedStarts.SOON);
  }

  private void noteEnds() {
    launcherCalls.sessions().note(Sessions.SOON);
  }

  private void soon(Duration when, Runnable note) {
    try {
      ScheduledFuture<?> unused = looking.schedule(note, when.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closing) {
      log.debug("What came last is noted when this is closed", closing);
    }
  }

  private void run() {
    long nextSweep = System.nanoTime();
    long nextRenewal = nextSweep + renewal.toNanos();
    while (!closed) {
      try {
        if (System.nanoTime() - nextRenewal >= 0) {
          nextRenewal = System.nanoTime() + renewal.toNanos();
          presence.beat();
          launcherCalls.underWay().renewLeases();
        }
        if (System.nanoTime() - nextSweep >= 0) {
          long begun = System.nanoTime();
          gater.sweep(starting);
          nextSweep = begun + sweepInterval.toNanos();
        }
        Optional<Duration> due = gater.startDue(starting);
        Duration longest = shorter(until(nextRenewal), until(nextSweep));
        await(due.map(wait -> shorter(wait, longest)).orElse(longest));
      } catch (InterruptedException e) {
        return;
      } catch (Throwable e) {
        if (!closed) {
          log.error("The gater could not go on; nothing starts until it can", e);
          awaitAfterError();
        }
      }
    }
  }

  private static Duration until(long nanos) {
    return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  private void await(Duration longest) throws InterruptedException {
    if (wanted.tryAcquire(longest.toMillis() + 1, TimeUnit.MILLISECONDS)) {
      wanted.drainPermits();
    }
  }

  private void awaitAfterError() {
    try {
      await(Duration.ofSeconds(1));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops: no new launches; running ones finish within {@code limit} or are left (G9). */
  public void close(Duration limit) {
    starting.shutdown();
    closed = true;
    wanted.release();
    looking.shutdown();
    try {
      thread.join(limit.toMillis());
      if (!looking.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        looking.shutdownNow();
      }
      if (!starting.awaitEnd(limit)) {
        log.warn("A call of the launcher still runs; its launch is found again at the next start");
        starting.interrupt();
      }
      launcherCalls.returned().note(Duration.ZERO);
      launcherCalls.sessions().note(Duration.ZERO);
    } catch (InterruptedException e) {
      starting.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
