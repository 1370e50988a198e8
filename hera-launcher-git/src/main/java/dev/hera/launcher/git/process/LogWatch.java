package dev.hera.launcher.git.process;

import dev.hera.launcher.git.state.LogLimit;
import dev.hera.launcher.git.state.RunFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the logs small of workers that have ended and left processes, which may go on writing (H1).
 * To be used by one thread.
 */
final class LogWatch {
  private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);

  /** To see which processes are left costs more than to look at the size of a log. */
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(5);

  private final ProcessTable table;
  private final LogLimit limit;
  private final Supplier<? extends Collection<RunFiles>> earlier;
  private final Set<RunFiles> runs = new HashSet<>();
  private boolean begun;
  private long lookedAt;

  /**
   * A watch of no log yet.
   *
   * @param earlier the last runs of all launches, asked for once
   */
  LogWatch(ProcessTable table, LogLimit limit, Supplier<? extends Collection<RunFiles>> earlier) {
    this.table = table;
    this.limit = limit;
    this.earlier = earlier;
  }

  /** Watches the log of a run until nothing is left of its worker. */
  void add(RunFiles run) {
    runs.add(run);
  }

  /** Cuts the logs that are too long; to be called again and again. */
  void look() {
    Set<RunFiles> written = new HashSet<>(runs);
    try {
      if (!begun) {
        begun = true;
        runs.addAll(earlier.get());
        forgetQuiet();
        written = new HashSet<>(runs);
      } else if (System.nanoTime() - lookedAt > LOOK_INTERVAL.toNanos()) {
        forgetQuiet();
      }
    } catch (RuntimeException e) {
      LOG.warn("it cannot be seen which workers left processes", e);
    }
    written.forEach(this::cut);
  }

  /** What is quiet now may have written a moment ago. */
  private void forgetQuiet() {
    lookedAt = System.nanoTime();
    if (!runs.isEmpty()) {
      Set<String> carried = table.carriedKeys();
      runs.removeIf(run -> !carried.contains(run.key().value()) && !hasShell(run));
    }
  }

  /** It stays as long as it has children. */
  private boolean hasShell(RunFiles run) {
    try {
      return table.find(run).isPresent();
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private void cut(RunFiles run) {
    try {
      limit.apply(run.log());
    } catch (IOException | RuntimeException e) {
      LOG.warn("the log of launch {} could not be cut", run.key(), e);
    }
  }
}
