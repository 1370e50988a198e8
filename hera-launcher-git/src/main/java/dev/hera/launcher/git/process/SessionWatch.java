package dev.hera.launcher.git.process;

import dev.hera.launcher.git.state.LogLimit;
import dev.hera.launcher.git.state.RunFiles;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.WorkerLauncher.SessionListener;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the running workers from one daemon thread: tells the end of each until it is heard once,
 * and keeps their logs small, as long as anything of them is left that may write.
 */
public final class SessionWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SessionWatch.class);
  private static final Duration INTERVAL = Duration.ofMillis(250);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Sessions sessions;
  private final LogLimit logLimit;
  private final LogWatch logs;
  private final Set<RunFiles> running = ConcurrentHashMap.newKeySet();
  private final Set<RunFiles> known = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor thread;
  private volatile @Nullable SessionListener listener;

  /**
   * A watch of no worker yet.
   *
   * @param earlier the last runs of all launches; of those that ended the logs are watched
   */
  public SessionWatch(
      ProcessTable table, LogLimit logLimit, Supplier<? extends Collection<RunFiles>> earlier) {
    this.sessions = new Sessions(table);
    this.logLimit = logLimit;
    this.logs = new LogWatch(table, logLimit, earlier);
    this.thread = new ScheduledThreadPoolExecutor(1, SessionWatch::daemon);
    thread.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(
            this::lookAtAll, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  public void tell(SessionListener newListener) {
    listener = newListener;
  }

  /** Watches a run that has a worker, unless it was watched before. */
  public void add(RunFiles run) {
    if (known.add(run)) {
      running.add(run);
    }
  }

  /** Has the end of a run noticed at once and not at the next round. */
  public void lookSoon(RunFiles run) {
    thread.execute(() -> look(run));
  }

  /** Nothing is told after this. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void lookAtAll() {
    running.forEach(this::look);
    logs.look();
  }

  private void look(RunFiles run) {
    try {
      if (sessions.look(run) instanceof Found.Ended ended && running.contains(run)) {
        run.forgetToken();
        tell(run, ended);
        running.remove(run);
        logs.add(run);
      }
      logLimit.apply(run.log());
    } catch (IOException | RuntimeException e) {
      LOG.warn("a look at the worker of launch {} failed", run.key(), e);
    }
  }

  private void tell(RunFiles run, Found.Ended ended) {
    SessionListener told = listener;
    if (told != null) {
      told.ended(run.key(), run.epoch(), ended.end());
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "hera-worker-watch");
    thread.setDaemon(true);
    return thread;
  }
}
