package dev.hera.launch.transaction;

import dev.hera.host.HostRule;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchState;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import dev.hera.work.LaunchSettings;
import dev.hera.work.TaskChanges;
import dev.hera.work.UnitOfWork;
import dev.hera.work.place.Hosting;
import dev.hera.work.place.Places;
import java.util.Objects;
import java.util.Optional;

/** Whose a launch is: claims, their leases, and what becomes of those that are left (G22, G25). */
public final class ClaimTransactions {
  private static final String REVIVER_GONE = "the process that started its session is gone";

  private final UnitOfWork unit;
  private final LaunchFacts launchFacts;

  public ClaimTransactions(UnitOfWork unit, LaunchSettings settings) {
    this.unit = unit;
    this.launchFacts = new LaunchFacts(unit, settings);
  }

  /** What became of an attempt to claim a launch. */
  public sealed interface Claim {}

  /** The launch is this gater's until its lease ends. */
  public record Claimed(Launch launch) implements Claim {}

  /** There is nothing to start: another gater has it, or the node is not ready any more. */
  record Nothing() implements Claim {}

  /** This host cannot start it. */
  public record NotHere() implements Claim {}

  /** All places of this Hera are taken (G11). */
  record AllPlacesTaken() implements Claim {}

  /** All places that the orchestrator's nodes may have are taken (G11). */
  record PlacesTaken(OrchestratorId orchestrator) implements Claim {}

  /** Claims a launch that is due (G22). */
  public Claim claim(LaunchId id) {
    Launch launch = unit.tx().launches().find(id).orElseThrow();
    if (!LaunchState.OPEN.contains(launch.state()) || !isDue(launch)) {
      return new Nothing();
    }
    if (!unit.facts().gate(launch.role()).isReady()) {
      unit.tx().launches().update(launch.givenBack(null));
      return new Nothing();
    }
    if (new Hosting(unit).turn(launch) instanceof HostRule.Cannot) {
      return new NotHere();
    }
    Optional<Claim> full = placesTaken(launch);
    return full.orElseGet(() -> take(launch));
  }

  /**
   * The launch as this gater's, if it is or can be.
   *
   * @param claimed whether it was claimed as it is here; else it is claimed now
   */
  public Optional<Launch> own(Launch launch, boolean claimed) {
    if (claimed) {
      return launchFacts.stillOurs(launch);
    }
    return claim(launch.id()) instanceof Claimed mine
        ? Optional.of(mine.launch())
        : Optional.empty();
  }

  private boolean isDue(Launch launch) {
    return launch.due() != null && !launch.due().isAfter(unit.now());
  }

  private Optional<Claim> placesTaken(Launch launch) {
    if (launch.occupiesPlace()) {
      return Optional.empty();
    }
    OrchestratorId orchestrator = launch.orchestrator();
    return new Places(unit, launchFacts.settings().places())
        .findFull(orchestrator)
        .map(full -> full.forAll() ? new AllPlacesTaken() : new PlacesTaken(orchestrator));
  }

  private Claimed take(Launch launch) {
    Launch claimed = claimed(launch);
    unit.tx().launches().update(claimed);
    return new Claimed(claimed);
  }

  private Launch claimed(Launch launch) {
    return launch.claimedBy(
        launchFacts.settings().owners().self(), unit.host(), launchFacts.leaseEnd());
  }

  /** What is to be known of a launch that is due before it is claimed. */
  Briefed expected(Launch due) {
    Briefed claimed = briefed(claimed(due));
    return new Briefed(due, claimed.request(), claimed.places());
  }

  /** What is to be known of a launch before its start. */
  public Briefed briefed(Launch launch) {
    Briefing briefing = new Briefing(unit, launchFacts.settings().projects());
    return new Briefed(launch, briefing.request(launch, launch.task()), briefing.places(launch));
  }

  /**
   * Claims the launch of a worker whose session ended, to start a new session. Its task is at work
   * again, also when the app had set it to pending: a pending task is one that nothing came of yet.
   */
  public Briefed revive(Launch launch) {
    Task task = unit.facts().task(Objects.requireNonNull(launch.task()));
    if (task.status() == TaskStatus.PENDING) {
      new TaskChanges(unit)
          .update(task, task.withStatus(TaskStatus.IN_PROGRESS, null, task.readyToClose()));
    }
    if (launch.heldReason() != HoldReason.LAUNCH_UNKNOWN) {
      return briefed(take(launch).launch());
    }
    unit.holding().closeTold(unit.facts().gate(launch.role()), null, HoldReason.LAUNCH_UNKNOWN);
    return briefed(take(launch.keptAt(unit.now())).launch());
  }

  /** Claims a launch whose worker was started by somebody, never called, and does not run. */
  public Optional<Briefed> claimAgain(Launch seen) {
    Launch launch = unit.tx().launches().find(seen.id()).orElseThrow();
    if (!launch.equals(seen)) {
      return Optional.empty();
    }
    if (!launchFacts.mayStart(launch)) {
      launchFacts.withdraw(launch);
      return Optional.empty();
    }
    return Optional.of(briefed(take(launch).launch()));
  }

  /** Takes a claim back whose lease ended before anything came of it. */
  public void expire(Launch seen) {
    Launch launch = unit.tx().launches().find(seen.id()).orElseThrow();
    if (!launch.equals(seen)) {
      return;
    }
    if (launch.state() == LaunchState.BOUND) {
      launchFacts.keepAfterFailedRevival(launch, REVIVER_GONE);
    } else {
      boolean ready = unit.facts().gate(launch.role()).isReady();
      unit.tx().launches().update(launch.givenBack(ready ? unit.now() : null));
    }
  }

  /** Whether the binding of a start has ended, so that there is nothing to look after any more. */
  public boolean isOver(Launch seen) {
    Launch launch = unit.tx().launches().find(seen.id()).orElseThrow();
    if (!launch.equals(seen)) {
      return true;
    }
    if (launchFacts.livePlace(launch).isEmpty()) {
      unit.tx().launches().update(launch.dueAt(null));
      return true;
    }
    return false;
  }

  /** Takes over the lease of a worker that runs but has not called yet (G25). */
  public Optional<Launch> takeOver(Launch seen) {
    Optional<Launch> same =
        unit.tx().launches().find(seen.id()).filter(launch -> launch.equals(seen));
    Optional<Launch> own =
        same.map(
            launch ->
                launch.takenOverBy(
                    launchFacts.settings().owners().self(), unit.host(), launchFacts.leaseEnd()));
    own.ifPresent(unit.tx().launches()::update);
    return own;
  }

  /** Prolongs the lease while the start call runs (G22); what is not claimed yet has none. */
  public void renew(Launch starting) {
    launchFacts
        .stillOurs(starting)
        .filter(launch -> launch.isClaimed() && launch.due() != null)
        .ifPresent(launch -> unit.tx().launches().update(launch.dueAt(launchFacts.leaseEnd())));
  }
}
