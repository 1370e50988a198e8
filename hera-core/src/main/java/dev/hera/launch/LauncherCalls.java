package dev.hera.launch;

import dev.hera.launch.transaction.Briefed;
import dev.hera.launch.transaction.ClaimTransactions;
import dev.hera.launch.transaction.FailedStartTransactions;
import dev.hera.launch.transaction.StartOrder;
import dev.hera.launch.transaction.StartTransactions;
import dev.hera.launch.transaction.StartedTransactions;
import dev.hera.plan.Launch;
import dev.hera.role.OrchestratorId;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.Placement;
import dev.hera.spi.launcher.Prepared;
import dev.hera.work.Findings;
import dev.hera.work.LaunchSettings;
import dev.hera.work.Together;
import dev.hera.work.UnitOfWork;
import dev.hera.work.UnitsOfWork;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
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
  private final Together<StartTransactions.Placed, Optional<StartOrder>> starting;
  private final ReturnedStarts returned;
  private final StartsUnderWay underWay;
  private final GivenUpStarts givenUp;
  private final FailedCalls failures;
  private final LeftStarts left;

  /** What was told to coordinators of the places of their workers: once for an orchestrator. */
  private final Map<OrchestratorId, Set<String>> toldOfPlaces = new ConcurrentHashMap<>();

  LauncherCalls(
      UnitsOfWork units, CheckedLauncher launcher, LaunchSettings settings, BranchWatch branches) {
    this.units = units;
    this.launcher = launcher;
    this.sessions = new Sessions(units, launcher);
    this.settings = settings;
    this.branches = branches;
    this.underWay = new StartsUnderWay(units, settings);
    this.returned = new ReturnedStarts(units, settings);
    this.givenUp = new GivenUpStarts(units, launcher, settings, underWay);
    this.failures = new FailedCalls(units, launcher, settings, sessions);
    this.left = new LeftStarts(units, launcher, settings, sessions, this::startAgain);
    this.starting =
        new Together<>(
            units,
            (unit, all) ->
                StartTransactions.readAhead(
                    unit, all.stream().map(placed -> placed.attempt().launch()).toList()),
            (unit, placed) -> new StartTransactions(unit, settings).starting(placed));
  }

  public Sessions sessions() {
    return sessions;
  }

  /** The launches that are being started here, claimed or about to be. */
  StartsUnderWay underWay() {
    return underWay;
  }

  LeftStarts left() {
    return left;
  }

  GivenUpStarts givenUp() {
    return givenUp;
  }

  /** The starts of which nothing is noted yet since the launcher returned. */
  ReturnedStarts returned() {
    return returned;
  }

  /** Whether a start need not wait for the launcher before it is committed, nor afterwards. */
  boolean startsAtOnce() {
    return launcher.startsAtOnce();
  }

  /**
   * Starts the worker of a launch that was claimed for it, and notes at once what came of it.
   *
   * @param retry whether a failed start leaves the node in the plan, to be tried again
   */
  StartResult start(Briefed claimed, boolean retry) {
    underWay.enter(claimed.launch());
    return start(new StartTransactions.Attempt(claimed, true, retry));
  }

  private void startAgain(Briefed claimed) {
    StartResult unused = start(claimed, true);
  }

  /**
   * Claims a launch that is due and starts its worker, if it can be claimed. It was entered among
   * those that are {@linkplain #underWay under way}.
   */
  void claimAndStart(Briefed due) {
    start(new StartTransactions.Attempt(due, false, true));
  }

  /**
   * Claims launches that are due and commits their starts together, each alone when that fails; to
   * be called for a launcher that {@linkplain #startsAtOnce starts at once}.
   *
   * @return the starts that the launcher is to be called for
   */
  List<StartOrder> commit(List<Launch> due) {
    if (due.isEmpty()) {
      return List.of();
    }
    try {
      return units.write(unit -> commit(unit, due));
    } catch (StoreUnavailableException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      if (due.size() == 1) {
        log.error("Launch {} could not be started; the next look tries again", due.get(0).key(), e);
        return List.of();
      }
      return due.stream().flatMap(one -> commit(List.of(one)).stream()).toList();
    }
  }

  /** The same in a unit of work. */
  List<StartOrder> commit(UnitOfWork unit, List<Launch> due) {
    StartTransactions.readAhead(unit, due);
    StartTransactions starts = new StartTransactions(unit, settings);
    return due.stream().flatMap(launch -> starts.starting(launch).stream()).toList();
  }

  /**
   * Starts the worker of a start that is committed, unless its claim ended meanwhile: somebody else
   * may have started it since, or looks after it at the next sweep.
   */
  void start(StartOrder committed) {
    Instant leaseEnd = Objects.requireNonNull(committed.launch().due());
    if (units.now().isBefore(leaseEnd)) {
      ended(committed.launch(), () -> call(committed, true, false));
    }
  }

  private StartResult start(StartTransactions.Attempt attempt) {
    return ended(attempt.launch(), () -> place(attempt));
  }

  /** What came to nothing may be due again, and leaves its place to others, once it is over. */
  private StartResult ended(Launch launch, Supplier<StartResult> start) {
    StartResult result;
    try {
      result = start.get();
    } finally {
      underWay.leave(launch);
    }
    if (!(result instanceof StartResult.Started)) {
      units.wakeGater();
    }
    return result;
  }

  private StartResult place(StartTransactions.Attempt attempt) {
    Briefed briefed = attempt.briefed();
    Findings findings = launcher.look(briefed.places());
    LaunchRequest request = briefed.request(units, settings.projects(), findings);
    Placement placement;
    try {
      placement = launcher.place(request);
    } catch (Throwable e) {
      givenUp.withoutPlace(briefed.launch());
      watch(request, attempt.retry());
      return failures.withoutPlace(attempt, e);
    }
    Optional<StartOrder> order =
        starting.carryOut(new StartTransactions.Placed(attempt, request, findings, placement));
    return order
        .map(ready -> call(ready, attempt.retry(), attempt.claimed()))
        .orElseGet(() -> new StartResult.Waits(StartTransactions.PLAN_CHANGED));
  }

  private StartResult call(StartOrder order, boolean retry, boolean awaited) {
    Launch launch = order.launch();
    underWay.enter(launch);
    Prepared prepared;
    try {
      prepared = launcher.prepare(order.request(), order.placement());
      launcher.start(
          order.told(prepared, settings.orientation()), order.placement(), order.token());
    } catch (LaunchException e) {
      givenUp.inPlace(launch);
      watch(order.request(), retry);
      return failures.inPlace(launch, e, retry);
    } catch (Throwable e) {
      return failures.unknown(order, e, retry);
    }
    noteStarted(new StartOrder.Returned(order, prepared, newsOfPlace(launch, prepared)), awaited);
    return new StartResult.Started(launch, order.placement());
  }

  /** A start that is not tried again waits for no branch. */
  private void watch(LaunchRequest request, boolean retry) {
    if (retry) {
      branches.watch(request);
    }
  }

  /** Notes that the launcher returned: at once when somebody waits for it or is told of it. */
  private void noteStarted(StartOrder.Returned start, boolean atOnce) {
    if (atOnce || start.isTold()) {
      units.change(unit -> new StartedTransactions(unit, settings).started(start));
    } else {
      returned.add(start);
    }
  }

  private List<String> newsOfPlace(Launch launch, Prepared prepared) {
    Set<String> told =
        toldOfPlaces.computeIfAbsent(launch.orchestrator(), none -> ConcurrentHashMap.newKeySet());
    return prepared.remarks().stream().filter(told::add).toList();
  }

  /** Forgets what was told to the coordinators of all other orchestrators. */
  void keepOnly(Collection<OrchestratorId> active) {
    toldOfPlaces.keySet().retainAll(active);
  }
}
