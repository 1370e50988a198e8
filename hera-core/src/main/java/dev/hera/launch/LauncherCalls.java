package dev.hera.launch;

import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchState;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.MergeConflictException;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.Prepared;
import dev.hera.spi.launcher.WorkerLauncher;
import dev.hera.work.Findings;
import dev.hera.work.LaunchSettings;
import dev.hera.work.UnitOfWork;
import dev.hera.work.UnitsOfWork;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the launcher between the transactions of {@link ClaimTransactions}, {@link
 * StartTransactions}, {@link StartedTransactions} and {@link FailedStartTransactions}, never inside
 * one (G23), and makes of each answer what it means (G24-G26). Thread-safe.
 */
public final class LauncherCalls {
  private static final Logger log = LoggerFactory.getLogger(LauncherCalls.class);

  private final UnitsOfWork units;
  private final CheckedLauncher launcher;
  private final Sessions sessions;
  private final LaunchSettings settings;
  private final BranchWatch branches;
  private final Map<LaunchId, Launch> underWay = new ConcurrentHashMap<>();

  /** What was told to coordinators of the places of their workers: once for an orchestrator. */
  private final Set<String> toldOfPlaces = ConcurrentHashMap.newKeySet();

  /** The launches whose last start here failed although the launcher had named a place. */
  private final Set<LaunchId> failedInPlace = ConcurrentHashMap.newKeySet();

  public LauncherCalls(
      UnitsOfWork units, WorkerLauncher launcher, LaunchSettings settings, BranchWatch branches) {
    this.units = units;
    this.launcher = new CheckedLauncher(launcher);
    this.sessions = new Sessions(units, this.launcher);
    this.settings = settings;
    this.branches = branches;
  }

  public Sessions sessions() {
    return sessions;
  }

  boolean isUnderWay(LaunchId launch) {
    return underWay.containsKey(launch);
  }

  /** Claims a launch that is due. */
  ClaimTransactions.Claim claim(LaunchId launch) {
    return units.write(unit -> new ClaimTransactions(unit, settings).claim(launch));
  }

  /** Gives a claim back that nobody carries out, so that it is due again at once. */
  void giveBack(ClaimTransactions.Claimed claimed) {
    units.change(unit -> new ClaimTransactions(unit, settings).giveBack(claimed.launch()));
  }

  /** Takes a claim back that was not carried out before its lease ended. */
  void expire(Launch claimed) {
    units.change(unit -> new ClaimTransactions(unit, settings).expire(claimed));
  }

  /** Keeps the claims of all calls that are running, in one transaction. */
  void renewLeases() {
    List<Launch> running = List.copyOf(underWay.values());
    if (!running.isEmpty()) {
      units.change(unit -> running.forEach(new ClaimTransactions(unit, settings)::renew));
    }
  }

  /**
   * Starts the worker of a claimed launch.
   *
   * @param retry whether a failed start leaves the node in the plan, to be tried again
   */
  StartResult start(ClaimTransactions.Claimed claimed, boolean retry) {
    underWay.put(claimed.launch().id(), claimed.launch());
    try {
      return place(claimed, retry);
    } finally {
      underWay.remove(claimed.launch().id());
    }
  }

  private StartResult place(ClaimTransactions.Claimed claimed, boolean retry) {
    Findings findings = launcher.look(claimed.places());
    LaunchRequest request = found(claimed.launch(), claimed.request(), findings);
    Placement placement;
    try {
      placement = launcher.place(request);
    } catch (RuntimeException e) {
      failedInPlace.remove(claimed.launch().id());
      branches.watch(request);
      return failed(claimed.launch(), e, retry);
    }
    Optional<StartOrder> order =
        units.write(
            unit -> new StartTransactions(unit, settings).starting(claimed, findings, placement));
    return order
        .map(ready -> call(ready, retry))
        .orElseGet(() -> new StartResult.Waits("the plan changed while it was started"));
  }

  /** The request by what was found, which may be other branches than Hera had noted. */
  private LaunchRequest found(Launch launch, LaunchRequest noted, Findings findings) {
    return findings.all().isEmpty()
        ? noted
        : units.read(
            unit ->
                new Briefing(unit, settings.projects(), findings).request(launch, launch.task()));
  }

  private StartResult call(StartOrder order, boolean retry) {
    Launch launch = order.launch();
    Prepared prepared;
    try {
      prepared = launcher.prepare(order.request(), order.placement());
      launcher.start(
          order.told(prepared, settings.orientation()), order.placement(), order.token());
    } catch (LaunchException e) {
      failedInPlace.add(launch.id());
      branches.watch(order.request());
      return retry && e instanceof MergeConflictException
          ? held(launch, HoldReason.MERGE_CONFLICT, CheckedLauncher.sentence(e))
          : failed(launch, e, retry);
    } catch (RuntimeException e) {
      log.warn("Launch {}: the launcher failed in an unknown way", launch.key(), e);
      return afterUnknown(order, e, retry);
    }
    List<String> news = newsOfPlace(launch, prepared);
    units.change(unit -> new StartedTransactions(unit, settings).started(order, prepared, news));
    return new StartResult.Started(launch, order.placement());
  }

  private List<String> newsOfPlace(Launch launch, Prepared prepared) {
    return prepared.remarks().stream()
        .filter(remark -> toldOfPlaces.add(launch.orchestrator().value() + " " + remark))
        .toList();
  }

  private StartResult afterUnknown(StartOrder order, RuntimeException cause, boolean retry) {
    Launch launch = order.launch();
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

  private StartResult failed(Launch launch, RuntimeException cause, boolean retry) {
    String error = CheckedLauncher.sentence(cause);
    boolean permanent = cause instanceof LaunchException failed && failed.isPermanent();
    log.info("Launch {} failed: {}", launch.key(), error);
    FailedStartTransactions.Failure failure = new FailedStartTransactions.Failure(error, permanent);
    units.change(
        unit -> new FailedStartTransactions(unit, settings).failed(launch, failure, retry));
    return new StartResult.Failed(error);
  }

  /**
   * Asks whether a launch whose start failed for good has a place now, and has it tried again when
   * it has (G26). A start that failed although it had a place is not tried again for that.
   */
  void askAgain(Launch failed) {
    if (failedInPlace.contains(failed.id())) {
      return;
    }
    Optional<ClaimTransactions.Claimed> ready =
        units.read(
            unit ->
                unit.facts().gate(failed.role()).isReady()
                    ? Optional.of(new ClaimTransactions(unit, settings).briefed(failed))
                    : Optional.empty());
    if (ready.filter(this::hasPlace).isPresent()) {
      units.change(unit -> unit.launchRequests().tryAgain(failed.role()));
    }
  }

  private boolean hasPlace(ClaimTransactions.Claimed briefed) {
    Findings findings = launcher.look(briefed.places());
    try {
      launcher.place(found(briefed.launch(), briefed.request(), findings));
      return true;
    } catch (LaunchException e) {
      return !e.isPermanent();
    }
  }

  private StartResult held(Launch launch, HoldReason reason, String why) {
    units.change(unit -> new FailedStartTransactions(unit, settings).held(launch, reason, why));
    return new StartResult.Waits(why);
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
          .ifPresent(sessions::check);
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
    } else if (units.write(unit -> new ClaimTransactions(unit, settings).claimAgain(launch))
        instanceof ClaimTransactions.Claimed claimed) {
      start(claimed, true);
    }
  }

  /** Takes over the lease of a worker that runs but has not called yet (G25). */
  private void adopt(UnitOfWork unit, Launch seen) {
    new ClaimTransactions(unit, settings)
        .takeOver(seen)
        .ifPresent(launch -> new StartedTransactions(unit, settings).started(launch));
  }
}
