package dev.hera.launch;

import dev.hera.plan.Launch;
import dev.hera.plan.LaunchKey;
import dev.hera.role.SessionState;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.SessionEnd;
import dev.hera.verb.StatusVerbs;
import dev.hera.work.UnitOfWork;
import dev.hera.work.UnitsOfWork;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions of workers: whether they run, and how they ended (G25, G27). Thread-safe. */
public final class Sessions {
  /** How long an end that a launcher tells waits for others. */
  static final Duration SOON = Duration.ofMillis(25);

  private static final Logger log = LoggerFactory.getLogger(Sessions.class);

  private final UnitsOfWork units;
  private final CheckedLauncher launcher;
  private final Gathered<Told> ends = new Gathered<>();
  private volatile boolean gathering;

  private record Told(LaunchKey key, int epoch, SessionEnd end) {}

  Sessions(UnitsOfWork units, CheckedLauncher launcher) {
    this.units = units;
    this.launcher = launcher;
  }

  /** Has ends that launchers tell noted {@link #SOON}, by who is told here that there are some. */
  void gather(Runnable first) {
    ends.onFirst(first);
    gathering = true;
  }

  /** Notes the ends that were told this long ago, in one unit of work. */
  void note(Duration ago) {
    List<Told> told = ends.take(ago);
    if (told.isEmpty()) {
      return;
    }
    try {
      units.change(unit -> ended(unit, told));
    } catch (Throwable e) {
      log.warn("Ends of sessions could not be noted together; each is noted by itself", e);
      told.forEach(this::noteAlone);
    }
  }

  private void noteAlone(Told told) {
    try {
      units.change(unit -> ended(unit, told));
    } catch (Throwable e) {
      log.warn("The end of a session could not be noted; the next sweep finds it", e);
    }
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
    units.change(
        unit -> ended(unit, unit.tx().launches().find(launch.id()).orElseThrow(), epoch, end));
  }

  /**
   * A launcher tells the end of a session of the launch with this key, if there is one. It is in no
   * hurry: the start of what its worker released comes first.
   */
  public void ended(LaunchKey key, int epoch, SessionEnd end) {
    Told told = new Told(key, epoch, end);
    if (gathering) {
      ends.add(told);
    } else {
      units.change(unit -> ended(unit, told));
    }
  }

  private static void ended(UnitOfWork unit, List<Told> told) {
    unit.tx().launches().readKeysAhead(told.stream().map(Told::key).distinct().toList());
    told.forEach(end -> ended(unit, end));
  }

  private static void ended(UnitOfWork unit, Told told) {
    unit.tx()
        .launches()
        .find(told.key())
        .ifPresent(launch -> ended(unit, launch, told.epoch(), told.end()));
  }

  private static void ended(UnitOfWork unit, Launch now, int epoch, SessionEnd end) {
    if (now.epoch() == epoch && now.task() != null) {
      new StatusVerbs(unit).sessionEnded(now.task(), end);
    }
  }
}
