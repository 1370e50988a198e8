package dev.hera.launch;

import dev.hera.plan.Launch;
import dev.hera.plan.LaunchState;
import dev.hera.role.Binding;
import dev.hera.role.EndReason;
import dev.hera.role.Orchestrator;
import dev.hera.role.SessionState;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.Owners;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.work.BindingChanges;
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

  private final UnitsOfWork units;
  private final LauncherCalls starter;
  private final Owners owners;

  public Reconciler(UnitsOfWork units, LauncherCalls starter, Owners owners) {
    this.units = units;
    this.starter = starter;
    this.owners = owners;
  }

  /** Makes due what somebody claimed and will not carry out. */
  void freeClaims() {
    freeClaimsOfTheGone();
    freeExpiredClaims();
  }

  /**
   * Ends the bindings whose task is gone, and asks for the sessions that are said to run. To be
   * called between listing the starts that a crash left and looking at them: a worker that is
   * accepted meanwhile is then asked for here or there.
   */
  void checkBindings() {
    Set<TaskId> asked = new HashSet<>();
    for (Orchestrator orchestrator : units.readRows(tx -> tx.orchestrators().listActive())) {
      List<Binding> live = units.readRows(tx -> tx.bindings().listLive(orchestrator.id()));
      live.forEach(binding -> guardedCheck(binding, asked));
    }
  }

  /** One binding that cannot be checked never stops the others (G10). */
  private void guardedCheck(Binding binding, Set<TaskId> asked) {
    try {
      checkBinding(binding, asked);
    } catch (StoreUnavailableException e) {
      throw e;
    } catch (RuntimeException e) {
      log.error("Binding {} could not be checked; the next sweep tries", binding.id().value(), e);
    }
  }

  private void freeClaimsOfTheGone() {
    List<Launch> claimed =
        units.readRows(
            tx -> {
              List<Launch> all = new ArrayList<>(tx.launches().list(LaunchState.STARTING));
              all.addAll(tx.launches().list(LaunchState.REQUESTED));
              all.addAll(tx.launches().list(LaunchState.FAILED));
              return all;
            });
    for (Launch launch : claimed) {
      String owner = launch.owner();
      if (owner != null && launch.due() != null && owners.isGone(owner)) {
        units.write(unit -> makeDue(unit, launch));
      }
    }
  }

  /** A claim that nobody carried out would hold its place against those before it in the order. */
  private void freeExpiredClaims() {
    Instant now = units.now();
    units.readRows(tx -> tx.launches().listDue(now, Set.of(), Integer.MAX_VALUE)).stream()
        .filter(launch -> launch.owner() != null && launch.state() != LaunchState.STARTING)
        .filter(launch -> !starter.isUnderWay(launch.id()))
        .forEach(starter::expire);
  }

  private static boolean makeDue(UnitOfWork unit, Launch seen) {
    Optional<Launch> same =
        unit.tx().launches().find(seen.id()).filter(launch -> launch.equals(seen));
    same.ifPresent(launch -> unit.tx().launches().update(launch.dueAt(unit.now())));
    return same.isPresent();
  }

  /**
   * @param asked the tasks whose sessions were asked for in this sweep; a task may live in several
   *     places
   */
  private void checkBinding(Binding binding, Set<TaskId> asked) {
    Optional<Task> task =
        units.readRows(tx -> tx.tasks().find(binding.task())).filter(Task::isActive);
    if (task.isEmpty() || isGone(task.get())) {
      units.write(unit -> end(unit, binding));
    } else if (task.get().session() == SessionState.RUNNING && asked.add(task.get().id())) {
      units
          .read(unit -> unit.facts().launchOf(task.get().id()))
          .ifPresent(starter.sessions()::check);
    }
  }

  private boolean isGone(Task task) {
    return task.worktree() != null
        && task.session() != SessionState.STARTING
        && units.directories().isGone(task.worktree());
  }

  private static boolean end(UnitOfWork unit, Binding seen) {
    boolean live =
        unit.tx().bindings().listOf(seen.role()).stream().anyMatch(binding -> binding.equals(seen));
    if (live) {
      new BindingChanges(unit).end(seen, EndReason.TASK_MISSING);
    }
    return live;
  }
}
