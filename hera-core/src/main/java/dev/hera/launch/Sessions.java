package dev.hera.launch;

import dev.hera.plan.Launch;
import dev.hera.role.SessionState;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.SessionEnd;
import dev.hera.verb.StatusVerbs;
import dev.hera.work.UnitOfWork;
import dev.hera.work.UnitsOfWork;
import java.util.OptionalInt;

/** The sessions of workers: whether they run, and how they ended (G25, G27). Thread-safe. */
public final class Sessions {
  private final UnitsOfWork units;
  private final CheckedLauncher launcher;

  Sessions(UnitsOfWork units, CheckedLauncher launcher) {
    this.units = units;
    this.launcher = launcher;
  }

  /** Asks whether a session that is said to run does (G27). */
  void check(Launch launch) {
    Found found = launcher.find(launch);
    if (found instanceof Found.NotThere) {
      endedUnlessTold(launch, launch.epoch(), SessionEnd.of(OptionalInt.empty()));
    } else if (found instanceof Found.Ended ended) {
      endedUnlessTold(launch, ended.epoch(), ended.end());
    }
  }

  /** An end that was told since the question was asked is known better than by its answer. */
  private void endedUnlessTold(Launch launch, int epoch, SessionEnd end) {
    units.change(
        unit -> {
          Launch now = unit.tx().launches().find(launch.id()).orElseThrow();
          if (now.task() != null && unit.facts().task(now.task()).session() != SessionState.ENDED) {
            ended(unit, now, epoch, end);
          }
        });
  }

  void ended(Launch launch, Found.Ended ended) {
    ended(launch, ended.epoch(), ended.end());
  }

  /** The session of one epoch ended; of an older epoch it means nothing any more. */
  public void ended(Launch launch, int epoch, SessionEnd end) {
    units.change(
        unit -> ended(unit, unit.tx().launches().find(launch.id()).orElseThrow(), epoch, end));
  }

  private static void ended(UnitOfWork unit, Launch now, int epoch, SessionEnd end) {
    if (now.epoch() == epoch && now.task() != null) {
      new StatusVerbs(unit).sessionEnded(now.task(), end);
    }
  }
}
