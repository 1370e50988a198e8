package dev.hera.launch;

import dev.hera.plan.Launch;
import dev.hera.plan.LaunchKey;
import dev.hera.role.SessionState;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.SessionEnd;
import dev.hera.verb.StatusVerbs;
import dev.hera.work.Together;
import dev.hera.work.UnitOfWork;
import dev.hera.work.UnitsOfWork;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** The sessions of workers: whether they run, and how they ended (G25, G27). Thread-safe. */
public final class Sessions {
  private final UnitsOfWork units;
  private final CheckedLauncher launcher;
  private final Together<Told, Boolean> ends;

  /**
   * The end of a session of one epoch, as somebody tells it.
   *
   * @param launch finds the launch whose session it is
   */
  private record Told(Function<UnitOfWork, Optional<Launch>> launch, int epoch, SessionEnd end) {}

  Sessions(UnitsOfWork units, CheckedLauncher launcher) {
    this.units = units;
    this.launcher = launcher;
    this.ends = new Together<>(units, (unit, all) -> {}, Sessions::ended);
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
  private void ended(Launch launch, int epoch, SessionEnd end) {
    ends.carryOut(new Told(unit -> unit.tx().launches().find(launch.id()), epoch, end));
  }

  /** The same of the launch with this key, if there is one. */
  public void ended(LaunchKey key, int epoch, SessionEnd end) {
    ends.carryOut(new Told(unit -> unit.tx().launches().find(key), epoch, end));
  }

  private static boolean ended(UnitOfWork unit, Told told) {
    Optional<Launch> launch = told.launch().apply(unit);
    launch.ifPresent(now -> ended(unit, now, told.epoch(), told.end()));
    return launch.isPresent();
  }

  private static void ended(UnitOfWork unit, Launch now, int epoch, SessionEnd end) {
    if (now.epoch() == epoch && now.task() != null) {
      new StatusVerbs(unit).sessionEnded(now.task(), end);
    }
  }
}
