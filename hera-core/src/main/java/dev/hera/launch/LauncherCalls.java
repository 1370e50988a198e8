package dev.hera.launch;

import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchState;
import dev.hera.role.Names;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.MergeConflictException;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.Prepared;
import dev.hera.spi.launcher.SessionEnd;
import dev.hera.spi.launcher.WorkerLauncher;
import dev.hera.verb.StatusVerbs;
import dev.hera.work.Findings;
import dev.hera.work.LaunchSettings;
import dev.hera.work.UnitOfWork;
import dev.hera.work.UnitsOfWork;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the launcher between the transactions of {@link ClaimTransactions}, {@link
 * StartTransactions} and {@link FailedStarts}, never inside one (G23), and makes of each answer
 * what it means (G24-G26). Thread-safe.
 */
public final class LauncherCalls {
  private static final Logger log = LoggerFactory.getLogger(LauncherCalls.class);

  /** How one attempt to start a worker ended. */
  sealed interface Result {
    record Started(Launch launch, Placement placement) implements Result {}

    record Failed(String error) implements Result {}

    /** The plan changed meanwhile, or the launch waits for a person. */
    record Waits(String why) implements Result {}
  }

  private final UnitsOfWork units;
  private final WorkerLauncher launcher;
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
    this.launcher = launcher;
    this.settings = settings;
    this.branches = branches;
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
    transact(unit -> new ClaimTransactions(unit, settings).giveBack(claimed.launch()));
  }

  /** Takes a claim back that was not carried out before its lease ended. */
  void expire(Launch claimed) {
    transact(unit -> new ClaimTransactions(unit, settings).expire(claimed));
  }

  /** Keeps the claims of all calls that are running, in one transaction. */
  void renewLeases() {
    List<Launch> running = List.copyOf(underWay.values());
    if (!running.isEmpty()) {
      transact(unit -> running.forEach(new ClaimTransactions(unit, settings)::renew));
    }
  }

  /**
   * Starts the worker of a claimed launch.
   *
   * @param retry whether a failed start leaves the node in the plan, to be tried again
   */
  Result start(ClaimTransactions.Claimed claimed, boolean retry) {
    underWay.put(claimed.launch().id(), claimed.launch());
    try {
      return place(claimed, retry);
    } finally {
      underWay.remove(claimed.launch().id());
    }
  }

  private Result place(ClaimTransactions.Claimed claimed, boolean retry) {
    Findings findings = Findings.look(launcher, claimed.places());
    LaunchRequest request = found(claimed.launch(), claimed.request(), findings);
    Placement placement;
    try {
      placement = checked(launcher.place(request));
    } catch (RuntimeException e) {
      failedInPlace.remove(claimed.launch().id());
      branches.watch(request);
      return failed(claimed.launch(), e, retry);
    }
    Optional<StartTransactions.Order> order =
        units.write(
            unit -> new StartTransactions(unit, settings).starting(claimed, findings, placement));
    return order
        .map(ready -> call(ready, retry))
        .orElseGet(() -> new Result.Waits("the plan changed while it was started"));
  }

  /** The request by what was found, which may be other branches than Hera had noted. */
  private LaunchRequest found(Launch launch, LaunchRequest noted, Findings findings) {
    return findings.all().isEmpty()
        ? noted
        : units.read(
            unit ->
                new Briefing(unit, settings.projects(), findings).request(launch, launch.task()));
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

  private Result call(StartTransactions.Order order, boolean retry) {
    Launch launch = order.launch();
    Prepared prepared;
    try {
      prepared = checked(launcher.prepare(order.request(), order.placement()));
      launcher.start(
          order.told(prepared, settings.orientation()), order.placement(), order.token());
    } catch (LaunchException e) {
      failedInPlace.add(launch.id());
      branches.watch(order.request());
      return retry && e instanceof MergeConflictException
          ? held(launch, HoldReason.MERGE_CONFLICT, sentence(e))
          : failed(launch, e, retry);
    } catch (RuntimeException e) {
      log.warn("Launch {}: the launcher failed in an unknown way", launch.key(), e);
      return afterUnknown(order, e, retry);
    }
    List<String> news = newsOfPlace(launch, prepared);
    transact(unit -> new StartTransactions(unit, settings).started(order, prepared, news));
    return new Result.Started(launch, order.placement());
  }

  private List<String> newsOfPlace(Launch launch, Prepared prepared) {
    return prepared.remarks().stream()
        .filter(remark -> toldOfPlaces.add(launch.orchestrator().value() + " " + remark))
        .toList();
  }

  private static Prepared checked(Prepared prepared) {
    return new Prepared(
        prepared.merged(),
        prepared.contained(),
        prepared.missing(),
        prepared.remarks().stream().map(Names::wellFormed).toList());
  }

  private Result afterUnknown(
      StartTransactions.Order order, RuntimeException cause, boolean retry) {
    Launch launch = order.launch();
    Found found = find(launch);
    if (found instanceof Found.NotThere) {
      return failed(launch, cause, retry);
    }
    if (found instanceof Found.Unknown unknown) {
      return held(launch, HoldReason.LAUNCH_UNKNOWN, unknown.why());
    }
    transact(unit -> new StartTransactions(unit, settings).started(launch));
    if (found instanceof Found.Ended ended) {
      ended(launch, ended);
    }
    return new Result.Started(launch, order.placement());
  }

  private Result failed(Launch launch, RuntimeException cause, boolean retry) {
    String error = sentence(cause);
    boolean permanent = cause instanceof LaunchException failed && failed.isPermanent();
    log.info("Launch {} failed: {}", launch.key(), error);
    FailedStartTransactions.Failure failure = new FailedStartTransactions.Failure(error, permanent);
    transact(unit -> new FailedStartTransactions(unit, settings).failed(launch, failure, retry));
    return new Result.Failed(error);
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
      transact(unit -> unit.propagation().tryAgain(failed.role()));
    }
  }

  private boolean hasPlace(ClaimTransactions.Claimed briefed) {
    Findings findings = Findings.look(launcher, briefed.places());
    try {
      checked(launcher.place(found(briefed.launch(), briefed.request(), findings)));
      return true;
    } catch (LaunchException e) {
      return !e.isPermanent();
    }
  }

  private Result held(Launch launch, HoldReason reason, String why) {
    transact(unit -> new FailedStartTransactions(unit, settings).held(launch, reason, why));
    return new Result.Waits(why);
  }

  /**
   * Looks after a launch that was left in {@code starting} past its lease, or by a gater that is
   * gone (G25, G27). Also a worker that was accepted meanwhile is asked for, because a launcher
   * tells the ends of those only that it started or was asked for.
   */
  void lookAgain(Launch launch) {
    if (units.write(unit -> new ClaimTransactions(unit, settings).isOver(launch))) {
      units
          .readRows(tx -> tx.launches().find(launch.id()))
          .filter(now -> now.state() == LaunchState.BOUND && now.epoch() == launch.epoch())
          .ifPresent(this::checkSession);
      return;
    }
    Found found = find(launch);
    if (found instanceof Found.Running) {
      transact(unit -> adopt(unit, launch));
    } else if (found instanceof Found.Ended ended) {
      ended(launch, ended);
    } else if (found instanceof Found.Unknown unknown) {
      transact(
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
        .ifPresent(launch -> new StartTransactions(unit, settings).started(launch));
  }

  /** Asks whether a session that is said to run does (G27). */
  void checkSession(Launch launch) {
    Found found = find(launch);
    if (found instanceof Found.NotThere) {
      sessionEnded(launch, launch.epoch(), SessionEnd.of(OptionalInt.empty()));
    } else if (found instanceof Found.Ended ended) {
      ended(launch, ended);
    }
  }

  private void ended(Launch launch, Found.Ended ended) {
    sessionEnded(launch, ended.epoch(), ended.end());
  }

  /** The session of one epoch ended; of an older epoch it means nothing any more. */
  public void sessionEnded(Launch launch, int epoch, SessionEnd end) {
    units.write(
        unit -> {
          Launch now = unit.tx().launches().find(launch.id()).orElseThrow();
          if (now.epoch() == epoch && now.task() != null) {
            new StatusVerbs(unit).sessionEnded(now.task(), end);
          }
          return true;
        });
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
    } catch (RuntimeException e) {
      log.warn("Launch {}: the launcher could not be asked", launch.key(), e);
      return new Found.Unknown(sentence(e));
    }
  }

  private void transact(Consumer<UnitOfWork> work) {
    units.write(
        unit -> {
          work.accept(unit);
          return true;
        });
  }

  private static String sentence(RuntimeException e) {
    String message = e.getMessage();
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : Names.wellFormed(message);
  }
}
