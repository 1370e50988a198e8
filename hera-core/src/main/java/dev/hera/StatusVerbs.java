package dev.hera;

import dev.hera.history.EventKind;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchState;
import dev.hera.role.Binding;
import dev.hera.role.ReviewCause;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.StatusReport;
import dev.hera.role.StatusRules;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import dev.hera.spi.SessionEnd;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applies what roles report and what the app tells of sessions (M10, M11, M17-M19). */
final class StatusVerbs {
  private final Step step;

  StatusVerbs(Step step) {
    this.step = step;
  }

  StatusReport report(Acting acting, Status status, @Nullable String handoffNote) {
    Task task = apply(acting.role(), acting.task(), status);
    if (handoffNote != null) {
      step.tx().tasks().update(task.withHandoffNote(handoffNote));
      new TaskChanges(step).record(task, acting.role().id(), Map.of("handoff_note", handoffNote));
    }
    return new StatusReport(
        acting.orchestrator().name(), acting.role().name(), status, task.status());
  }

  /** Stores the status, rolls the task, and carries it to the dependents; returns the task. */
  Task apply(Role role, Task task, Status status) {
    step.effects().log(step.facts().label(role.id()) + " reported " + status.wire());
    Task rolled = heard(StatusRules.afterStatus(role.kind(), role.status(), task, status), status);
    boolean changed = role.status() != status;
    if (changed) {
      step.tx().roles().update(role.withStatus(status, step.now()));
      step.record(
          EventKind.STATUS_REPORTED,
          role.orchestrator(),
          role.id(),
          Map.of("status", status.wire()));
      if (status == Status.DONE && role.kind() == RoleKind.WORKER && task.worktree() != null) {
        step.effects().finished(new WorkNotes(step).placeOfWorker(role.id(), task));
      }
    }
    new TaskChanges(step).update(task, rolled, role.id());
    return rolled;
  }

  /** A worker that goes on after its session was said to have ended runs, and is looked after. */
  private static Task heard(Task task, Status status) {
    return task.session() == SessionState.ENDED && !status.isFinal()
        ? task.withSession(SessionState.RUNNING, null)
        : task;
  }

  /** The app or a launcher says that the session of a task runs (M10). */
  void sessionStarted(TaskId id) {
    Task task = step.facts().namedTask(id);
    for (Binding binding : step.facts().liveBindings(id)) {
      step.facts()
          .launch(binding.role())
          .filter(launch -> isAwaited(launch, binding))
          .ifPresent(new Epochs(step)::accept);
    }
    Task now = step.facts().task(task.id());
    new TaskChanges(step).update(now, StatusRules.afterSessionStarted(now));
  }

  /** The app or a launcher says that the session of a task ended (M10, M11). */
  void sessionEnded(TaskId id, SessionEnd end) {
    Task task = step.facts().namedTask(id);
    List<Binding> live = step.facts().liveBindings(id);
    boolean isWorker =
        live.stream()
            .anyMatch(binding -> step.facts().role(binding.role()).kind() == RoleKind.WORKER);
    Integer exitCode = end.exitCode().isPresent() ? end.exitCode().getAsInt() : null;
    if (task.session() != SessionState.ENDED) {
      // The notices of what follows tell why the session ended.
      live.forEach(binding -> recordEnd(binding, end, awaited(binding).isEmpty()));
    }
    new TaskChanges(step).update(task, StatusRules.afterSessionEnded(task, isWorker, exitCode));
    step.settle();
    for (Binding binding : live) {
      awaited(binding)
          .filter(launch -> launch.state() != LaunchState.BOUND)
          .ifPresent(launch -> step.tx().launches().update(launch.dueAt(null)));
      step.episodes().closeConflict(step.facts().gate(binding.role()));
    }
  }

  private void recordEnd(Binding binding, SessionEnd end, boolean called) {
    step.record(
        EventKind.SESSION_ENDED,
        binding.orchestrator(),
        binding.role(),
        Endings.changes(end, called));
    Status status = step.facts().role(binding.role()).status();
    step.effects()
        .log(step.facts().label(binding.role()) + " ended: " + Endings.inLog(end, called, status));
  }

  /** The app or a person moves a task; Hera never undoes it (M18). */
  void setByApp(TaskId id, TaskStatus status) {
    Task task = step.facts().namedTask(id);
    ReviewCause cause = status == TaskStatus.IN_REVIEW ? ReviewCause.APP : null;
    new TaskChanges(step).update(task, task.withStatus(status, cause, task.readyToClose()));
  }

  private Optional<Launch> awaited(Binding binding) {
    return step.facts().launch(binding.role()).filter(launch -> isAwaited(launch, binding));
  }

  private static boolean isAwaited(Launch launch, Binding binding) {
    return launch.accepted() == null
        && launch.state() != LaunchState.REQUESTED
        && binding.id().equals(launch.binding());
  }
}
