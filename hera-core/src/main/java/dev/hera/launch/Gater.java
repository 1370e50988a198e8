package dev.hera.launch;

import dev.hera.launch.transaction.Briefed;
import dev.hera.launch.transaction.DueLaunches;
import dev.hera.launch.transaction.StartOrder;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.role.RoleId;
import dev.hera.work.GateRepair;
import dev.hera.work.UnitOfWork;
import dev.hera.work.UnitsOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts what is due, in role-id order and within the limits (G7-G11). */
public final class Gater {
  private static final Logger log = LoggerFactory.getLogger(Gater.class);

  /** So few nodes are started by who released them; more are read from the queue, in turns. */
  private static final int FEW = 4;

  private final UnitsOfWork units;
  private final LauncherCalls launcherCalls;
  private final GateRepair repair;
  private final Reconciler reconciler;
  private final Map<LaunchId, Launch> lookedAt = new ConcurrentHashMap<>();
  private final FinishedWork finished;
  private final BranchWatch branches;
  private final HostPresence presence;

  public Gater(
      UnitsOfWork units,
      LauncherCalls launcherCalls,
      GateRepair repair,
      Reconciler reconciler,
      FinishedWork finished,
      BranchWatch branches,
      HostPresence presence) {
    this.units = units;
    this.launcherCalls = launcherCalls;
    this.repair = repair;
    this.reconciler = reconciler;
    this.finished = finished;
    this.branches = branches;
    this.presence = presence;
  }

  /** Looks at what workers left that finished. */
  public void lookAtWork() {
    finished.lookAtAll();
  }

  /** Looks for changes of branches that starts wait for. */
  public void lookAtBranches() {
    try {
      branches.look();
    } catch (Throwable e) {
      log.warn("Branches could not be looked at; the next look tries again", e);
    }
  }

  /** Looks after what a crash or another process left (G9); what is due is to be started then. */
  public void sweep(StartSlots slots) {
    presence.beatIfDue();
    repair.once();
    branches.takeUp();
    reconciler.freeClaims();
    if (presence.takeReturned()) {
      launcherCalls.left().findAgain(slots);
    }
    List<Launch> left = due(due -> due.listLeft(Integer.MAX_VALUE / 2));
    reconciler.checkBindings(slots);
    lookAgain(left, slots);
    askAgain(slots);
  }

  /** What finds no free slot is asked for at the next sweep. */
  private void askAgain(StartSlots slots) {
    Iterator<Launch> all = launcherCalls.givenUp().list().iterator();
    boolean free = true;
    while (free && all.hasNext()) {
      Launch next = all.next();
      free = slots.begin(() -> guarded(next, () -> launcherCalls.givenUp().askAgain(next)));
    }
  }

  /**
   * Hands everything over that is due, after the starts that nobody finished: no more than begins
   * at once, so that no claim waits in a queue (G22).
   *
   * @return how long until something else becomes due, if anything does; unknown while no start can
   *     begin
   */
  Optional<Duration> startDue(StartSlots slots) {
    Set<Launch> handedOver = new HashSet<>();
    Optional<Instant> next = Optional.empty();
    boolean more = true;
    for (int free = slots.free(); more && free > 0; free = slots.free()) {
      int most = launcherCalls.startsAtOnce() ? StartSlots.MOST : free;
      DueLaunches.Due due = due(launches -> launches.list(most, !launcherCalls.startsAtOnce()));
      lookAgain(due.left(), slots);
      List<Launch> ready = due.ready().stream().filter(handedOver::add).toList();
      if (launcherCalls.startsAtOnce()) {
        launcherCalls.commit(ready).forEach(this::start);
      } else {
        due.briefed().stream()
            .filter(one -> ready.contains(one.launch()))
            .forEach(one -> start(one, slots));
      }
      int handed = due.left().size() + ready.size();
      more = !ready.isEmpty() && (handed == most || slots.free() > most - handed);
      next = due.next();
    }
    return next.map(instant -> Duration.between(units.now(), instant));
  }

  /** What is under way is known before the snapshot, so that none of it is taken for due. */
  private <T> T due(Function<DueLaunches, T> question) {
    List<Launch> busy = new ArrayList<>(launcherCalls.underWay().all());
    busy.addAll(lookedAt.values());
    return units.read(unit -> question.apply(new DueLaunches(unit, units.launchSettings(), busy)));
  }

  private void lookAgain(List<Launch> left, StartSlots slots) {
    for (Launch launch : left) {
      if (!lookAgain(launch, slots)) {
        return;
      }
    }
  }

  private boolean lookAgain(Launch launch, StartSlots slots) {
    boolean begun = false;
    lookedAt.put(launch.id(), launch);
    try {
      begun = slots.begin(() -> lookAgain(launch));
    } finally {
      if (!begun) {
        lookedAt.remove(launch.id());
      }
    }
    return begun;
  }

  private void lookAgain(Launch launch) {
    try {
      guarded(launch, () -> launcherCalls.left().lookAgain(launch));
    } finally {
      lookedAt.remove(launch.id());
    }
  }

  /**
   * What starts the nodes that a unit of work released, once it is committed: they themselves, when
   * they are few and need wait for nothing; else a look at what is due. When the launcher starts
   * them at once, it is called for starts that are committed with what released them.
   */
  Runnable released(UnitOfWork unit, StartSlots slots) {
    Set<RoleId> nodes = unit.released();
    if (nodes.size() > FEW) {
      return units::wakeGater;
    }
    DueLaunches due = new DueLaunches(unit, units.launchSettings(), List.of());
    List<Launch> ready = due.listReleased(nodes);
    if (ready.isEmpty()) {
      return units::wakeGater;
    }
    if (launcherCalls.startsAtOnce()) {
      List<StartOrder> starts = launcherCalls.commit(unit, ready);
      return () -> starts.forEach(this::start);
    }
    List<Briefed> briefed = due.brief(ready);
    return briefed.size() < ready.size() ? units::wakeGater : () -> startReleased(briefed, slots);
  }

  private void start(StartOrder committed) {
    guarded(committed.launch(), () -> launcherCalls.start(committed));
  }

  private void startReleased(List<Briefed> ready, StartSlots slots) {
    boolean begun = false;
    try {
      begun = ready.stream().allMatch(one -> start(one, slots));
    } catch (Throwable e) {
      log.warn("What was released could not be started with it; it is looked for", e);
    }
    if (!begun) {
      units.wakeGater();
    }
  }

  /** Whether the start begins, or has begun already. */
  private boolean start(Briefed ready, StartSlots slots) {
    Launch launch = ready.launch();
    if (!launcherCalls.underWay().begin(launch)) {
      return true;
    }
    boolean begun = false;
    try {
      begun = slots.begin(() -> guarded(launch, () -> launcherCalls.claimAndStart(ready)));
    } finally {
      if (!begun) {
        launcherCalls.underWay().leave(launch);
      }
    }
    return begun;
  }

  /** One bad node never stops the others (G10); its launch stays for the next sweep. */
  private static void guarded(Launch launch, Runnable work) {
    try {
      work.run();
    } catch (Throwable e) {
      log.error(
          "Launch {} could not be carried on; the next sweep looks after it", launch.key(), e);
    }
  }
}
