package dev.hera.launch;

import dev.hera.plan.Launch;
import dev.hera.plan.LaunchState;
import dev.hera.role.Binding;
import dev.hera.role.EndReason;
import dev.hera.role.HostId;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.SessionState;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.Owners;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.work.BindingChanges;
import dev.hera.work.TaskChanges;
import dev.hera.work.UnitOfWork;
import dev.hera.work.UnitsOfWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The safety net of start and sweeps (G8, G27): finds what a crash left. */
public final class Reconciler {
  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  private static final Set<LaunchState> CLAIMABLE =
      Set.of(LaunchState.REQUESTED, LaunchState.FAILED, LaunchState.BOUND);

  private final UnitsOfWork units;
  private final LauncherCalls launcherCalls;
  private final Owners owners;
  private final LiveWork live;

  public Reconciler(UnitsOfWork units, LauncherCalls launcherCalls, Owners owners) {
    this.units = units;
    this.launcherCalls = launcherCalls;
    this.owners = owners;
    this.live = new LiveWork(units);
  }

  /**
   * Makes due what somebody claimed and will not carry out, and what would wait for a clock that
   * was set back.
   */
  void freeClaims() {
    freeWaiting();
    freeExpiredClaims();
  }

  /**
   * Ends the bindings whose task is gone, and asks for the sessions that are said to run. To be
   * called between listing the starts that a crash left and looking at them: a worker that is calls
   * meanwhile for the first time is then asked for here or there.
   */
  void checkBindings(StartSlots slots) {
    Set<TaskId> asked = new HashSet<>();
    List<OrchestratorId> active =
        units.readRows(
            tx -> tx.orchestrators().listActive().stream().map(Orchestrator::id).toList());
    live.keepOnly(Set.copyOf(active));
    launcherCalls.keepOnly(active);
    active.forEach(id -> live.list(id).forEach(work -> guardedCheck(work, asked, slots)));
  }

  /** One binding that cannot be checked never stops the others (G10). */
  private void guardedCheck(LiveWork.Item work, Set<TaskId> asked, StartSlots slots) {
    try {
      check(work, asked, slots);
    } catch (StoreUnavailableException e) {
      throw e;
    } catch (Throwable e) {
      long binding = work.binding().id().value();
      log.error("Binding {} could not be checked; the next sweep tries", binding, e);
    }
  }

  private void freeWaiting() {
    List<Launch> waiting =
        units.readRows(
            tx -> {
              List<Launch> all = new ArrayList<>(tx.launches().list(LaunchState.STARTING));
              all.addAll(tx.launches().list(LaunchState.REQUESTED));
              all.addAll(tx.launches().list(LaunchState.FAILED));
              return all;
            });
    Instant now = units.now();
    List<Launch> stuck = waiting.stream().filter(launch -> isStuck(launch, now)).toList();
    if (!stuck.isEmpty()) {
      units.change(unit -> stuck.forEach(launch -> makeDue(unit, launch)));
    }
  }

  private boolean isStuck(Launch launch, Instant now) {
    Instant due = launch.due();
    return due != null && (isLeft(launch) || due.isAfter(latest(launch, now)));
  }

  private boolean isLeft(Launch launch) {
    return launch.owner() != null && owners.isGone(launch.owner());
  }

  /** When a launch that nobody has claimed is due at the latest, unless the clock was set back. */
  private Instant latest(Launch launch, Instant now) {
    if (launch.isClaimed()) {
      return Instant.MAX;
    }
    return launch.state() == LaunchState.FAILED
        ? now.plus(units.launchSettings().sweepInterval())
        : now;
  }

  /** A claim that nobody carried out would hold its place against those before it in the order. */
  private void freeExpiredClaims() {
    Instant now = units.now();
    units
        .readRows(tx -> tx.launches().listDue(CLAIMABLE, now, Set.of(), Integer.MAX_VALUE))
        .stream()
        .filter(launch -> launch.owner() != null)
        .filter(launch -> !launcherCalls.underWay().contains(launch.id()))
        .forEach(launcherCalls.left()::expire);
  }

  private static void makeDue(UnitOfWork unit, Launch seen) {
    unit.tx()
        .launches()
        .find(seen.id())
        .filter(launch -> launch.equals(seen))
        .ifPresent(launch -> unit.tx().launches().update(launch.dueAt(unit.now())));
  }

  /**
   * Of a worker that calls before its start returned, a launcher may not know yet.
   *
   * @param asked the tasks whose sessions were asked for in this sweep; a task may live in several
   *     places
   */
  private void check(LiveWork.Item work, Set<TaskId> asked, StartSlots slots) {
    Optional<Task> task = work.task().filter(Task::isActive);
    if (task.isEmpty() || isGone(task.get())) {
      units.write(unit -> end(unit, work));
    } else {
      work.running()
          .filter(launch -> !launcherCalls.underWay().contains(launch.id()))
          .filter(launch -> asked.add(task.get().id()))
          .ifPresent(launch -> slots.ask(launch, () -> launcherCalls.sessions().check(launch)));
    }
  }

  private boolean isGone(Task task) {
    return task.worktree() != null
        && HostId.isOf(task.host(), units.launchSettings().hostId())
        && task.session() != SessionState.STARTING
        && units.directories().isGone(task.worktree());
  }

  /** A task whose worktree was removed is archived (M9), and ends wherever it is bound. */
  private static boolean end(UnitOfWork unit, LiveWork.Item work) {
    Binding seen = work.binding();
    Optional<Task> task = unit.tx().tasks().find(seen.task());
    boolean live =
        unit.tx().bindings().listOf(seen.role()).contains(seen) && task.equals(work.task());
    if (live) {
      task.filter(Task::isActive).ifPresent(gone -> new TaskChanges(unit).archive(gone, null));
      unit.tx().bindings().listOf(seen.task()).stream()
          .filter(Binding::isLive)
          .forEach(binding -> new BindingChanges(unit).end(binding, EndReason.TASK_MISSING));
    }
    return live;
  }
}
