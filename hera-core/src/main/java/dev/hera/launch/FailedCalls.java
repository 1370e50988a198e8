package dev.hera.launch;

import dev.hera.launch.transaction.ClaimTransactions;
import dev.hera.launch.transaction.FailedStartTransactions;
import dev.hera.launch.transaction.StartOrder;
import dev.hera.launch.transaction.StartTransactions;
import dev.hera.launch.transaction.StartedTransactions;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.MergeConflictException;
import dev.hera.work.LaunchSettings;
import dev.hera.work.UnitOfWork;
import dev.hera.work.UnitsOfWork;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes what a call of the launcher means that failed (G24-G26). Thread-safe. */
final class FailedCalls {
  private static final Logger log = LoggerFactory.getLogger(FailedCalls.class);

  private final UnitsOfWork units;
  private final CheckedLauncher launcher;
  private final LaunchSettings settings;
  private final Sessions sessions;

  FailedCalls(
      UnitsOfWork units, CheckedLauncher launcher, LaunchSettings settings, Sessions sessions) {
    this.units = units;
    this.launcher = launcher;
    this.settings = settings;
    this.sessions = sessions;
  }

  /** There is no place for the worker. */
  StartResult withoutPlace(StartTransactions.Attempt attempt, Throwable cause) {
    Launch launch = attempt.launch();
    FailedStartTransactions.Failure failure = failure(launch, cause);
    units.change(
        unit ->
            new ClaimTransactions(unit, settings)
                .own(launch, attempt.claimed())
                .ifPresent(own -> fail(unit, own, failure, attempt.retry())));
    return new StartResult.Failed(failure.error());
  }

  /** The worker does not run in its place. */
  StartResult inPlace(Launch launch, LaunchException cause, boolean retry) {
    return retry && cause instanceof MergeConflictException
        ? held(launch, HoldReason.MERGE_CONFLICT, CheckedLauncher.sentence(cause))
        : failed(launch, cause, retry);
  }

  /** Whether the worker runs is to be asked. */
  StartResult unknown(StartOrder order, Throwable cause, boolean retry) {
    Launch launch = order.launch();
    log.warn("Launch {}: the launcher failed in an unknown way", launch.key(), cause);
    Found found = launcher.find(launch);
    if (found instanceof Found.NotThere) {
      return failed(launch, cause, retry);
    }
    if (found instanceof Found.Unknown unknown) {
      return held(launch, HoldReason.LAUNCH_UNKNOWN, unknown.why());
    }
    units.change(unit -> new StartedTransactions(unit, settings).started(launch));
    if (found instanceof Found.Ended ended) {
      sessions.ended(launch, ended);
    }
    return new StartResult.Started(launch, order.placement());
  }

  private StartResult failed(Launch launch, Throwable cause, boolean retry) {
    FailedStartTransactions.Failure failure = failure(launch, cause);
    units.change(unit -> fail(unit, launch, failure, retry));
    return new StartResult.Failed(failure.error());
  }

  private void fail(
      UnitOfWork unit, Launch launch, FailedStartTransactions.Failure failure, boolean retry) {
    new FailedStartTransactions(unit, settings).failed(launch, failure, retry);
  }

  private static FailedStartTransactions.Failure failure(Launch launch, Throwable cause) {
    String error = CheckedLauncher.sentence(cause);
    log.info("Launch {} failed: {}", launch.key(), error);
    return new FailedStartTransactions.Failure(
        error, cause instanceof LaunchException failed && failed.isPermanent());
  }

  private StartResult held(Launch launch, HoldReason reason, String why) {
    units.change(unit -> new FailedStartTransactions(unit, settings).held(launch, reason, why));
    return new StartResult.Waits(why);
  }
}
