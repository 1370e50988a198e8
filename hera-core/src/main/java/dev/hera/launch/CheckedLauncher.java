package dev.hera.launch;

import dev.hera.plan.Launch;
import dev.hera.role.Names;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.Prepared;
import dev.hera.spi.launcher.WorkerLauncher;
import dev.hera.work.Findings;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wraps the launcher: the texts of its answers become such as a store can keep, and when it fails
 * to find a worker, that is an answer, too. Thread-safe.
 */
final class CheckedLauncher {
  private static final Logger log = LoggerFactory.getLogger(CheckedLauncher.class);

  private final WorkerLauncher launcher;
  private final boolean startsAtOnce;

  CheckedLauncher(WorkerLauncher launcher) {
    this.launcher = launcher;
    this.startsAtOnce = launcher.startsAtOnce();
  }

  boolean startsAtOnce() {
    return startsAtOnce;
  }

  Findings look(List<Findings.Place> places) {
    return startsAtOnce ? Findings.NONE : Findings.look(launcher, places);
  }

  Placement place(LaunchRequest request) {
    return startsAtOnce ? Placement.NONE : checked(launcher.place(request));
  }

  private static Placement checked(Placement placement) {
    if (placement.worktree() != null) {
      Names.checkText("the launcher's worktree", placement.worktree());
    }
    if (placement.branch() != null) {
      Names.checkText("the launcher's branch", placement.branch());
    }
    return placement;
  }

  Prepared prepare(LaunchRequest request, Placement placement) {
    return checked(launcher.prepare(request, placement));
  }

  private static Prepared checked(Prepared prepared) {
    return new Prepared(
        prepared.merged(),
        prepared.contained(),
        prepared.missing(),
        prepared.remarks().stream().map(Names::wellFormed).toList());
  }

  void start(LaunchRequest request, Placement placement, String token) {
    launcher.start(request, placement, token);
  }

  /**
   * Asks the launcher for the worker of the launch's present epoch. When only an earlier one ran
   * and ended, this one is not there.
   */
  Found find(Launch launch) {
    try {
      Found found = launcher.find(launch.key());
      if (found instanceof Found.Unknown unknown) {
        return new Found.Unknown(Names.wellFormed(unknown.why()));
      }
      boolean earlier = found instanceof Found.Ended ended && ended.epoch() < launch.epoch();
      return earlier ? new Found.NotThere() : found;
    } catch (Throwable e) {
      log.warn("Launch {}: the launcher could not be asked", launch.key(), e);
      return new Found.Unknown(sentence(e));
    }
  }

  /** Why a start failed, in words. */
  static String sentence(Throwable e) {
    String message = e instanceof Error ? e.toString() : e.getMessage();
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : Names.wellFormed(message);
  }
}
