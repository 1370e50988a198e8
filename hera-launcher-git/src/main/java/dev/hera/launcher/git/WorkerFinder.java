package dev.hera.launcher.git;

import dev.hera.launcher.git.process.ProcessTable;
import dev.hera.launcher.git.process.SessionWatch;
import dev.hera.launcher.git.process.Sessions;
import dev.hera.launcher.git.state.LaunchFiles;
import dev.hera.launcher.git.state.RunFiles;
import dev.hera.launcher.git.state.StateDirectory;
import dev.hera.plan.LaunchKey;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchRequest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the workers of launches again, whichever process started them, and has those that run
 * watched (H3, G24). Thread-safe.
 */
final class WorkerFinder {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerFinder.class);

  private final StateDirectory state;
  private final ProcessTable table;
  private final Sessions sessions;
  private final SessionWatch watch;

  WorkerFinder(StateDirectory state, ProcessTable table, Sessions sessions, SessionWatch watch) {
    this.state = state;
    this.table = table;
    this.sessions = sessions;
    this.watch = watch;
  }

  /** How the last worker of a launch stands. */
  Found find(LaunchKey key) {
    try {
      LaunchFiles files = state.launch(key);
      return files.exist()
          ? files.locked(LaunchFiles.LOCK_LIMIT, () -> settle(files))
          : elsewhere(key);
    } catch (RuntimeException e) {
      LOG.warn("the worker of launch {} cannot be judged", key, e);
      return new Found.Unknown(String.valueOf(e.getMessage()));
    }
  }

  private Found settle(LaunchFiles files) {
    Optional<RunFiles> last = files.lastRun();
    Found found = last.map(sessions::settle).orElseGet(() -> elsewhere(files.key()));
    if (found instanceof Found.Running) {
      last.ifPresent(watch::add);
    } else {
      last.ifPresent(RunFiles::forgetToken);
    }
    return found;
  }

  /**
   * Whether the worker of a request runs already, or ran in this epoch; its end is then told. The
   * caller holds the launch's lock.
   *
   * @throws IllegalStateException when it cannot be told
   */
  boolean takesUp(LaunchRequest request, LaunchFiles files) {
    Optional<RunFiles> last = files.lastRun();
    Found found = last.map(sessions::settle).orElseGet(() -> elsewhere(request));
    if (found instanceof Found.Unknown unknown) {
      throw new IllegalStateException(unknown.why());
    }
    boolean ran = found instanceof Found.Ended ended && ended.epoch() >= request.epoch();
    if (ran || found instanceof Found.Running) {
      last.ifPresent(watch::add);
      return true;
    }
    return false;
  }

  /** A launch's first epoch has no worker anywhere yet. */
  private Found elsewhere(LaunchRequest request) {
    return request.epoch() > 1 ? elsewhere(request.key()) : new Found.NotThere();
  }

  /** A launcher with a state directory of its own may have started the worker (H3). */
  private Found elsewhere(LaunchKey key) {
    return table.carriers(key).findAny().isPresent()
        ? new Found.Unknown("its worker runs, started from another state directory")
        : new Found.NotThere();
  }
}
