package dev.hera.launch.transaction;

import dev.hera.history.EventKind;
import dev.hera.plan.Gate;
import dev.hera.plan.Launch;
import dev.hera.role.Binding;
import dev.hera.role.EndReason;
import dev.hera.role.SessionState;
import dev.hera.role.StatusRules;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import dev.hera.verb.Archiving;
import dev.hera.work.BindingChanges;
import dev.hera.work.LaunchSettings;
import dev.hera.work.TaskChanges;
import dev.hera.work.UnitOfWork;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What every transaction of a launch needs to know of it, and how one is undone (G21-G26). */
public final class LaunchFacts {
  private final UnitOfWork unit;
  private final LaunchSettings settings;

  public LaunchFacts(UnitOfWork unit, LaunchSettings settings) {
    this.unit = unit;
    this.settings = settings;
  }

  LaunchSettings settings() {
    return settings;
  }

  /** Whether the plan still wants a worker started for the launch. */
  boolean mayStart(Launch launch) {
    Gate gate = unit.facts().gate(launch.role());
    if (launch.binding() == null) {
      return gate.isReady();
    }
    return !isGivenUp(launch) && (gate.isOpen() || hasWorked(launch));
  }

  /** Whether a worker of an earlier epoch has called, so that this is a new session of its task. */
  public boolean hasWorked(Launch launch) {
    return launch.task() != null && unit.facts().task(launch.task()).status() != TaskStatus.PENDING;
  }

  /** Gives up a start that nothing came of; the node may be started afresh. */
  public void withdraw(Launch launch) {
    undoStart(launch);
    unit.tx().launches().update(launch.undone());
    unit.settle();
    unit.launchRequests().requestOrWithdraw(unit.facts().gate(launch.role()));
  }

  private boolean isGivenUp(Launch launch) {
    return livePlace(launch)
        .map(binding -> unit.facts().role(binding.role()))
        .filter(role -> !role.isCancelled() && role.isActive())
        .isEmpty();
  }

  /** The live place of the launch's worker, which can have gone on only when it has called. */
  Optional<Binding> livePlace(Launch launch) {
    return hasWorked(launch) ? unit.facts().placeOf(launch) : unit.facts().ownPlaceOf(launch);
  }

  Instant leaseEnd() {
    return unit.now().plus(settings.lease());
  }

  /** Whether the launch is still as this gater claimed it. */
  Optional<Launch> stillOurs(Launch claimed) {
    return unit.tx()
        .launches()
        .find(claimed.id())
        .filter(launch -> launch.epoch() == claimed.epoch())
        .filter(launch -> Objects.equals(launch.owner(), claimed.owner()));
  }

  /** A session runs; only its worker's first call moves a pending task (G23a). */
  public static Task running(Task task) {
    return task.status() == TaskStatus.PENDING
        ? task.withSession(SessionState.RUNNING, null)
        : StatusRules.afterSessionStarted(task);
  }

  /** A new session could not be started; the role keeps its task and what it reported. */
  public void keepAfterFailedRevival(Launch launch, String error) {
    unit.tx().launches().update(launch.keptAt(unit.now()));
    Task task = unit.facts().task(Objects.requireNonNull(launch.task()));
    new TaskChanges(unit).update(task, StatusRules.afterSessionEnded(task, true, null));
    unit.record(
        EventKind.LAUNCH_FAILED,
        launch.orchestrator(),
        launch.role(),
        Map.of("launch", launch.id().value(), "error", error));
    unit.settle();
    unit.holding().closeConflict(launch);
  }

  /**
   * Ends task and bindings of a start that came to nothing, with the child of a sub-coordinator.
   */
  void undoStart(Launch launch) {
    Optional<Binding> own = unit.facts().ownPlaceOf(launch);
    if (own.isEmpty()) {
      return;
    }
    Task task = unit.facts().task(own.get().task());
    new TaskChanges(unit).archive(task, launch.role());
    for (Binding binding : unit.facts().liveBindings(task.id())) {
      new BindingChanges(unit).end(binding, EndReason.LAUNCH_FAILED);
      if (!binding.role().equals(launch.role())) {
        new Archiving(unit).orchestrator(unit.facts().orchestrator(binding.orchestrator()));
      }
    }
  }
}
