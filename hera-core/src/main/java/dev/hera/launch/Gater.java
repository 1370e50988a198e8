package dev.hera.launch;

import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchState;
import dev.hera.role.OrchestratorId;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.work.GateRepair;
import dev.hera.work.UnitsOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts what is due, in role-id order and within the limits (G7-G11). */
public final class Gater {
  private static final Logger log = LoggerFactory.getLogger(Gater.class);
  private static final int PAGE = 64;

  private final UnitsOfWork units;
  private final LauncherCalls launcherCalls;
  private final GateRepair repair;
  private final Reconciler reconciler;
  private final Set<LaunchId> lookedAt = ConcurrentHashMap.newKeySet();
  private final FinishedWork finished;
  private final BranchWatch branches;

  public Gater(
      UnitsOfWork units,
      LauncherCalls launcherCalls,
      GateRepair repair,
      Reconciler reconciler,
      FinishedWork finished,
      BranchWatch branches) {
    this.units = units;
    this.launcherCalls = launcherCalls;
    this.repair = repair;
    this.reconciler = reconciler;
    this.finished = finished;
    this.branches = branches;
  }

  /** Looks at what workers left that finished, and for changes of branches that starts wait for. */
  public void lookAtWork() {
    try {
      finished.lookAtAll();
      branches.look();
    } catch (RuntimeException e) {
      log.warn("The work of agents could not be looked at; the next look tries again", e);
    }
  }

  /** One whole pass: what a crash or another process left, then everything that is due (G9). */
  public void pass(StartSlots slots) {
    repair.once();
    branches.takeUp();
    reconciler.freeClaims();
    List<Launch> left = leftStarting();
    reconciler.checkBindings();
    lookAgain(left, slots);
    askAgain(slots);
    claimDue(slots);
  }

  /** What finds no free slot is asked for at the next sweep. */
  private void askAgain(StartSlots slots) {
    units.readRows(tx -> tx.launches().list(LaunchState.FAILED)).stream()
        .filter(Launch::isGivenUpForNow)
        .takeWhile(launch -> slots.isFree())
        .forEach(
            launch -> slots.execute(() -> guarded(launch, () -> launcherCalls.askAgain(launch))));
  }

  /** Starts everything that is due, after looking at the starts that nobody finished. */
  void startDue(StartSlots slots) {
    lookAgain(leftStarting(), slots);
    claimDue(slots);
  }

  /** Claims no more than can be started now, so that no lease runs out in a queue (G22). */
  private void claimDue(StartSlots slots) {
    Set<OrchestratorId> full = new HashSet<>();
    Set<Launch> seen = new HashSet<>();
    boolean more = true;
    while (more && slots.isFree()) {
      Instant now = units.now();
      int limit = PAGE + seen.size();
      List<Launch> due = units.readRows(tx -> tx.launches().listDue(now, Set.copyOf(full), limit));
      more = false;
      for (Launch launch : due) {
        if (full.contains(launch.orchestrator()) || !seen.add(launch)) {
          continue;
        }
        more = true;
        if (!slots.isFree() || !takeUp(launch, full, slots)) {
          return;
        }
      }
    }
  }

  private List<Launch> leftStarting() {
    Instant now = units.now();
    return units.readRows(tx -> tx.launches().list(LaunchState.STARTING)).stream()
        .filter(launch -> launch.due() != null && !launch.due().isAfter(now))
        .filter(launch -> !launcherCalls.isUnderWay(launch.id()) && !lookedAt.contains(launch.id()))
        .toList();
  }

  private void lookAgain(List<Launch> left, StartSlots slots) {
    for (Launch launch : left) {
      if (!slots.isFree()) {
        return;
      }
      lookedAt.add(launch.id());
      slots.execute(() -> lookAgain(launch));
    }
  }

  private void lookAgain(Launch launch) {
    try {
      guarded(launch, () -> launcherCalls.lookAgain(launch));
    } finally {
      lookedAt.remove(launch.id());
    }
  }

  /** Takes up one launch; false when no other one can be started now. */
  private boolean takeUp(Launch launch, Set<OrchestratorId> full, StartSlots slots) {
    if (launch.state() == LaunchState.STARTING || launcherCalls.isUnderWay(launch.id())) {
      return true;
    }
    ClaimTransactions.Claim claim = claim(launch);
    if (claim instanceof ClaimTransactions.Claimed claimed) {
      startOn(slots, claimed);
    } else if (claim instanceof ClaimTransactions.PlacesTaken taken) {
      full.add(taken.orchestrator());
    }
    return !(claim instanceof ClaimTransactions.AllPlacesTaken);
  }

  private ClaimTransactions.Claim claim(Launch launch) {
    try {
      return launcherCalls.claim(launch.id());
    } catch (StoreUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      log.error("Launch {} could not be claimed; the others go on", launch.key(), e);
      return new ClaimTransactions.Nothing();
    }
  }

  private void startOn(StartSlots slots, ClaimTransactions.Claimed claimed) {
    try {
      slots.execute(() -> guarded(claimed.launch(), () -> launcherCalls.start(claimed, true)));
    } catch (RejectedExecutionException e) {
      launcherCalls.giveBack(claimed);
      throw e;
    }
  }

  /** One bad node never stops the others (G10); its launch stays for the next sweep. */
  private static void guarded(Launch launch, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.error(
          "Launch {} could not be carried on; the next sweep looks after it", launch.key(), e);
    }
  }

  /** How long until something becomes due, at most {@code longest}. */
  Duration untilNextDue(Duration longest) {
    Instant now = units.now();
    return units
        .readRows(tx -> tx.launches().findNextDue(now))
        .map(due -> Duration.between(now, due))
        .filter(wait -> wait.compareTo(longest) < 0)
        .orElse(longest);
  }
}
