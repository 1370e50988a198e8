package dev.hera;

import dev.hera.history.EventKind;
import dev.hera.plan.Gate;
import dev.hera.plan.Launch;
import dev.hera.role.Binding;
import dev.hera.role.EndReason;
import dev.hera.role.SessionState;
import dev.hera.role.StatusRules;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What every transaction of a launch needs to know of it, and how one is undone (G21-G26). */
final class Launching {
  private final Step step;
  private final LaunchSettings settings;

  Launching(Step step, LaunchSettings settings) {
    this.step = step;
    this.settings = settings;
  }

  LaunchSettings settings() {
    return settings;
  }

  /** Whether the plan still wants a worker started for the launch. */
  boolean mayStart(Launch launch) {
    Gate gate = step.facts().gate(launch.role());
    if (launch.binding() == null) {
      return gate.isReady();
    }
    return !isGivenUp(launch) && (gate.isOpen() || hasWorked(launch));
  }

  /**
   * Whether a worker of an earlier epoch was accepted, so that this is a new session of its task.
   */
  boolean hasWorked(Launch launch) {
    return launch.task() != null && step.facts().task(launch.task()).status() != TaskStatus.PENDING;
  }

  /** Gives up a start that nothing came of; the node may be started afresh. */
  void withdraw(Launch launch) {
    undoStart(launch);
    step.tx().launches().update(launch.withdrawn());
    step.settle();
    step.propagation().settle(step.facts().gate(launch.role()));
  }

  private boolean isGivenUp(Launch launch) {
    return place(launch)
        .map(binding -> step.facts().role(binding.role()))
        .filter(role -> !role.isCancelled() && role.isActive())
        .isEmpty();
  }

  /** The live place of the launch's worker: that of its node, or the one that it went on to. */
  Optional<Binding> place(Launch launch) {
    Optional<Binding> own = ownPlace(launch);
    return own.isPresent() || !hasWorked(launch) ? own : placeSince(launch);
  }

  private Optional<Binding> ownPlace(Launch launch) {
    return step.facts()
        .liveBinding(launch.role())
        .filter(binding -> binding.id().equals(launch.binding()));
  }

  private Optional<Binding> placeSince(Launch launch) {
    List<Binding> all = step.tx().bindings().listOf(Objects.requireNonNull(launch.task()));
    boolean wentOn =
        all.stream().anyMatch(binding -> binding.id().equals(launch.binding()) && binding.wentOn());
    return wentOn
        ? all.stream().filter(Binding::isLive).max(Comparator.comparing(Binding::id))
        : Optional.empty();
  }

  Instant leaseEnd() {
    return step.now().plus(settings.lease());
  }

  /** Whether the launch is still as this gater claimed it. */
  Optional<Launch> own(Launch claimed) {
    return step.tx()
        .launches()
        .find(claimed.id())
        .filter(launch -> launch.epoch() == claimed.epoch())
        .filter(launch -> Objects.equals(launch.owner(), claimed.owner()));
  }

  /** A session runs; only its worker's first call moves a pending task (G23a). */
  static Task running(Task task) {
    return task.status() == TaskStatus.PENDING
        ? task.withSession(SessionState.RUNNING, null)
        : StatusRules.afterSessionStarted(task);
  }

  /** A new session could not be started; the role keeps its task and what it reported. */
  void keepAfterFailedRevival(Launch launch, String error) {
    step.tx().launches().update(launch.boundAt(step.now()));
    Task task = step.facts().task(Objects.requireNonNull(launch.task()));
    new TaskChanges(step).update(task, StatusRules.afterSessionEnded(task, true, null));
    step.record(
        EventKind.LAUNCH_FAILED,
        launch.orchestrator(),
        launch.role(),
        Map.of("launch", launch.id().value(), "error", error));
    step.settle();
    step.episodes().closeConflict(step.facts().gate(launch.role()));
  }

  /**
   * Ends task and bindings of a start that came to nothing, with the child of a sub-coordinator.
   */
  void undoStart(Launch launch) {
    Optional<Binding> own = ownPlace(launch);
    if (own.isEmpty()) {
      return;
    }
    Task task = step.facts().task(own.get().task());
    step.tx().tasks().update(task.archivedAt(step.now()));
    new TaskChanges(step).record(task, launch.role(), Map.of("archived", step.now()));
    for (Binding binding : step.facts().liveBindings(task.id())) {
      new BindingChanges(step).end(binding, EndReason.LAUNCH_FAILED);
      if (!binding.role().equals(launch.role())) {
        new Archiving(step).orchestrator(step.facts().orchestrator(binding.orchestrator()));
      }
    }
  }
}
