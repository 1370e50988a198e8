package dev.hera.launch.transaction;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchState;
import dev.hera.role.Binding;
import dev.hera.role.Role;
import dev.hera.work.Holding;
import dev.hera.work.LaunchSettings;
import dev.hera.work.Notices;
import dev.hera.work.UnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The transactions of starts that failed or wait (G3, G26, G27). */
public final class FailedStartTransactions {
  private static final String PERMANENT = "permanent";

  private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(1);

  private final UnitOfWork unit;
  private final LaunchFacts launchFacts;

  public FailedStartTransactions(UnitOfWork unit, LaunchSettings settings) {
    this.unit = unit;
    this.launchFacts = new LaunchFacts(unit, settings);
  }

  /**
   * Why a start failed.
   *
   * @param permanent whether no repetition can mend it as long as nothing changes
   */
  public record Failure(String error, boolean permanent) {}

  /**
   * The start failed and nothing of it remains (G26).
   *
   * @param retry whether the node goes back to the planned set; else its role is archived
   */
  public void failed(Launch claimed, Failure failure, boolean retry) {
    launchFacts
        .stillOurs(claimed)
        .filter(launch -> launch.accepted() == null)
        .ifPresent(launch -> fail(launch, failure, retry));
  }

  private void fail(Launch launch, Failure failure, boolean retry) {
    if (launchFacts.hasWorked(launch)) {
      launchFacts.keepAfterFailedRevival(launch, failure.error());
      return;
    }
    launchFacts.undoStart(launch);
    Duration backOff = backOff(launch.attempts() + 1);
    boolean again = retry && !failure.permanent();
    Launch failed = launch.failedWith(failure.error(), again ? unit.now().plus(backOff) : null);
    unit.tx().launches().update(failed);
    Role role = unit.facts().role(launch.role());
    if (retry) {
      tell(role, launch, failed, failure);
    }
    unit.record(
        EventKind.LAUNCH_FAILED,
        launch.orchestrator(),
        launch.role(),
        Map.of(
            "launch",
            launch.id().value(),
            "attempts",
            failed.attempts(),
            "error",
            failure.error(),
            PERMANENT,
            failure.permanent()));
    if (!retry && role.isActive()) {
      unit.tx().roles().update(role.archivedAt(unit.now()));
      unit.record(EventKind.ROLE_ARCHIVED, role.orchestrator(), role.id(), Map.of());
    }
    unit.settle();
    unit.holding().closeConflict(launch);
    unit.effects().wakeGater();
  }

  private void tell(Role role, Launch before, Launch failed, Failure failure) {
    if (failure.permanent()) {
      boolean again = failure.error().equals(before.lastError());
      if (!again || !wasTold(role, failure.error())) {
        unit.mail().notifyCoordinator(role, Notices.cannotStart(role.name(), failure.error()));
      }
    } else if (failed.attempts() == Launch.TOLD_AFTER) {
      unit.mail()
          .notifyCoordinator(
              role, Notices.notStarted(role.name(), Launch.TOLD_AFTER, failure.error()));
    }
  }

  /** Whether this permanent cause was told already and nothing was done about it since. */
  private boolean wasTold(Role role, String error) {
    boolean told = false;
    for (Event event : unit.tx().events().listAbout(role.id())) {
      if (event.kind() == EventKind.LAUNCH_FAILED) {
        Map<String, String> changes = event.changes();
        told = Boolean.parseBoolean(changes.get(PERMANENT)) && error.equals(changes.get("error"));
      } else if (event.kind() == EventKind.NODE_UPDATED) {
        told = false;
      }
    }
    return told;
  }

  /** The first retry is at once, later ones after a doubling time up to the sweep interval. */
  private Duration backOff(int attempts) {
    if (attempts <= 1) {
      return Duration.ZERO;
    }
    int doublings = Math.min(attempts - 2, 20);
    Duration delay = FIRST_BACK_OFF.multipliedBy(1L << doublings);
    return delay.compareTo(launchFacts.settings().sweepInterval()) < 0
        ? delay
        : launchFacts.settings().sweepInterval();
  }

  /** The start waits for a person, or for the branches to change (G3, G27). */
  public void held(Launch claimed, HoldReason reason, String why) {
    launchFacts
        .stillOurs(claimed)
        .filter(launch -> launch.accepted() == null)
        .ifPresent(launch -> hold(launch, reason, why));
  }

  /**
   * Has a start tried now that waits to be tried again.
   *
   * @param because what changed since, or empty
   */
  public void tryNow(LaunchId id, String because) {
    unit.tx()
        .launches()
        .find(id)
        .filter(launch -> launch.state() == LaunchState.FAILED && !launch.isClaimed())
        .filter(launch -> launch.due() == null || launch.due().isAfter(unit.now()))
        .filter(launch -> unit.facts().gate(launch.role()).isReady())
        .ifPresent(launch -> tryNow(launch, because));
  }

  private void tryNow(Launch launch, String because) {
    unit.tx().launches().update(launch.dueAt(unit.now()));
    unit.record(
        EventKind.LAUNCH_REQUESTED,
        launch.orchestrator(),
        launch.role(),
        Map.of("launch", launch.id().value(), Holding.BECAUSE, because));
    unit.effects().wakeGater();
  }

  /** A launch that was left by another gater, and that the launcher cannot tell of. */
  public void heldUnknown(Launch seen, String why) {
    unit.tx()
        .launches()
        .find(seen.id())
        .filter(launch -> launch.equals(seen))
        .ifPresent(launch -> hold(launch, HoldReason.LAUNCH_UNKNOWN, why));
  }

  /**
   * Nobody is asked about a worker that went on to another place, since no node of the launch is
   * there to be held: its revival failed, and the next one fences off what may run of this one.
   */
  private void hold(Launch launch, HoldReason reason, String why) {
    Optional<Binding> place = launchFacts.livePlace(launch);
    boolean wentOn = place.filter(one -> !one.id().equals(launch.binding())).isPresent();
    if (launch.binding() != null && place.isEmpty()) {
      launchFacts.withdraw(launch);
    } else if (reason == HoldReason.LAUNCH_UNKNOWN && !wentOn) {
      hold(launch.lost(why), reason);
    } else if (launchFacts.hasWorked(launch)) {
      launchFacts.keepAfterFailedRevival(launch, why);
    } else {
      launchFacts.undoStart(launch);
      Instant again = unit.now().plus(launchFacts.settings().sweepInterval());
      hold(launch.conflicted(why, again), reason);
    }
  }

  private void hold(Launch held, HoldReason reason) {
    String why = Objects.requireNonNull(held.lastError());
    boolean first =
        unit.tx().holds().listOpen(held.role()).stream().noneMatch(hold -> hold.reason() == reason);
    unit.tx().launches().update(held);
    unit.record(
        EventKind.LAUNCH_HELD,
        held.orchestrator(),
        held.role(),
        Map.of("launch", held.id().value(), "reason", reason.wire(), "error", why));
    unit.settle();
    if (first) {
      unit.holding().openFor(held.role(), reason, why);
    }
  }
}
