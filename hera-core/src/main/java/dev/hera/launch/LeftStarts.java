package dev.hera.launch;

import dev.hera.launch.transaction.Briefed;
import dev.hera.launch.transaction.ClaimTransactions;
import dev.hera.launch.transaction.FailedStartTransactions;
import dev.hera.launch.transaction.StartedTransactions;
import dev.hera.launch.transaction.UnknownStarts;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchDecision;
import dev.hera.plan.LaunchState;
import dev.hera.role.HostId;
import dev.hera.spi.launcher.Found;
import dev.hera.work.LaunchSettings;
import dev.hera.work.UnitOfWork;
import dev.hera.work.UnitsOfWork;
import dev.hera.work.place.Hosting;
import java.util.function.Consumer;

/**
 * The claims and starts that a gater left, this one or one that is gone (G25, G27). Thread-safe.
 */
final class LeftStarts {
  private final UnitsOfWork units;
  private final CheckedLauncher launcher;
  private final LaunchSettings settings;
  private final Sessions sessions;
  private final Consumer<Briefed> start;

  /**
   * @param start starts the worker of a launch that was claimed for it
   */
  LeftStarts(
      UnitsOfWork units,
      CheckedLauncher launcher,
      LaunchSettings settings,
      Sessions sessions,
      Consumer<Briefed> start) {
    this.units = units;
    this.launcher = launcher;
    this.settings = settings;
    this.sessions = sessions;
    this.start = start;
  }

  /** Takes a claim back that was not carried out before its lease ended. */
  void expire(Launch claimed) {
    units.change(unit -> new ClaimTransactions(unit, settings).expire(claimed));
  }

  /**
   * Looks after a launch that was left in {@code starting} past its lease, or by a gater that is
   * gone (G25, G27). Also a worker that has called meanwhile is asked for, because a launcher tells
   * the ends of those only that it started or was asked for.
   */
  void lookAgain(Launch launch) {
    if (units.write(unit -> new ClaimTransactions(unit, settings).isOver(launch))) {
      units
          .readRows(tx -> tx.launches().find(launch.id()))
          .filter(now -> now.state() == LaunchState.BOUND && now.epoch() == launch.epoch())
          .filter(this::isHere)
          .ifPresent(sessions::check);
      return;
    }
    if (!isHere(launch)) {
      units.change(unit -> holdLost(unit, launch));
      return;
    }
    Found found = launcher.find(launch);
    if (found instanceof Found.Running) {
      units.change(unit -> adopt(unit, launch));
    } else if (found instanceof Found.Ended ended) {
      sessions.ended(launch, ended);
    } else if (found instanceof Found.Unknown unknown) {
      units.change(
          unit -> new FailedStartTransactions(unit, settings).heldUnknown(launch, unknown.why()));
    } else {
      units
          .write(unit -> new ClaimTransactions(unit, settings).claimAgain(launch))
          .ifPresent(start);
    }
  }

  private boolean isHere(Launch launch) {
    return HostId.isOf(launch.host(), settings.hostId());
  }

  /** Only its own host could tell of a start, and that is not there. */
  private void holdLost(UnitOfWork unit, Launch launch) {
    new Hosting(unit)
        .findLoss(launch)
        .ifPresent(why -> new FailedStartTransactions(unit, settings).heldUnknown(launch, why));
  }

  /** Looks for the workers of this host that nobody could tell of while it was away. */
  void findAgain(StartSlots slots) {
    units.readRows(tx -> tx.launches().list(LaunchState.UNKNOWN)).stream()
        .filter(launch -> launch.host() != null && isHere(launch))
        .forEach(launch -> slots.ask(launch, () -> findAgain(launch)));
  }

  private void findAgain(Launch launch) {
    Found found = launcher.find(launch);
    if (found instanceof Found.Running) {
      units.change(unit -> decide(unit, launch, LaunchDecision.ADOPT));
    } else if (found instanceof Found.Ended ended) {
      sessions.ended(launch, ended);
    } else if (found instanceof Found.NotThere) {
      units.change(unit -> decide(unit, launch, LaunchDecision.RETRY));
    }
  }

  private void decide(UnitOfWork unit, Launch seen, LaunchDecision decision) {
    unit.tx()
        .launches()
        .find(seen.id())
        .filter(launch -> launch.equals(seen))
        .ifPresent(
            launch -> new UnknownStarts(unit, settings).carryOut(launch, decision, "its host"));
  }

  /** Takes over the lease of a worker that runs but has not called yet (G25). */
  private void adopt(UnitOfWork unit, Launch seen) {
    new ClaimTransactions(unit, settings)
        .takeOver(seen)
        .ifPresent(launch -> new StartedTransactions(unit, settings).started(launch));
  }
}
