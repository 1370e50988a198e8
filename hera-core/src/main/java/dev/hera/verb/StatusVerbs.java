package dev.hera.verb;

import dev.hera.call.Acting;
import dev.hera.call.Handshake;
import dev.hera.history.EventKind;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchState;
import dev.hera.result.StatusReport;
import dev.hera.role.Binding;
import dev.hera.role.ReviewCause;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.StatusRules;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import dev.hera.spi.launcher.SessionEnd;
import dev.hera.work.Endings;
import dev.hera.work.TaskChanges;
import dev.hera.work.UnitOfWork;
import dev.hera.work.WorkNotes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Applies what roles report and what the app tells of sessions (M10, M11, M17-M19). */
public final class StatusVerbs {
  private final UnitOfWork unit;

  public StatusVerbs(UnitOfWork unit) {
    this.unit = unit;
  }

  public StatusReport report(Acting acting, Status status, @Nullable String handoffNote) {
    Task task = apply(acting.role(), acting.task(), status);
    if (handoffNote != null) {
      unit.tx().tasks().update(task.withHandoffNote(handoffNote));
      new TaskChanges(unit).record(task, acting.role().id(), Map.of("handoff_note", handoffNote));
    }
    return new StatusReport(
        acting.orchestrator().name(), acting.role().name(), status, task.status());
  }

  /** Stores the status, moves the task by {@link StatusRules}, and returns the task. */
  Task apply(Role role, Task task, Status status) {
    unit.effects().log(unit.facts().label(role.id()) + " reported " + status.wire());
    Task rolled =
        runningAgain(StatusRules.afterStatus(role.kind(), role.status(), task, status), status);
    boolean changed = role.status() != status;
    if (changed) {
      unit.tx().roles().update(role.withStatus(status, unit.now()));
      unit.record(
          EventKind.STATUS_REPORTED,
          role.orchestrator(),
          role.id(),
          Map.of("status", status.wire()));
      if (status == Status.DONE
          && role.kind() == RoleKind.WORKER
          && task.worktree() != null
          && unit.isHere(task.host())) {
        unit.effects().finished(new WorkNotes(unit).placeOfWorker(role.id(), task));
      }
    }
    new TaskChanges(unit).update(task, rolled, role.id());
    return rolled;
  }

  /** A worker that goes on after its session was said to have ended runs, and is looked after. */
  private static Task runningAgain(Task task, Status status) {
    return task.session() == SessionState.ENDED && !status.isFinal()
        ? task.withSession(SessionState.RUNNING, null)
        : task;
  }

  /** The app or a launcher says that the session of a task runs (M10). */
  public void sessionStarted(TaskId id) {
    Task task = unit.facts().namedTask(id);
    if (!unit.facts().liveBindings(id).isEmpty()) {
      awaited(id).ifPresent(new Handshake(unit)::connect);
    }
    Task now = unit.facts().task(task.id());
    new TaskChanges(unit).update(now, StatusRules.afterSessionStarted(now));
  }

  /** The app or a launcher says that the session of a task ended (M10, M11). */
  public void sessionEnded(TaskId id, SessionEnd end) {
    Task task = unit.facts().namedTask(id);
    List<Binding> live = unit.facts().liveBindings(id);
    boolean isWorker =
        live.stream()
            .anyMatch(binding -> unit.facts().role(binding.role()).kind() == RoleKind.WORKER);
    Integer exitCode = end.exitCode().isPresent() ? end.exitCode().getAsInt() : null;
    if (task.session() != SessionState.ENDED) {
      // The notices of what follows tell why the session ended.
      boolean called = awaited(id).isEmpty();
      live.forEach(binding -> recordEnd(binding, end, called));
    }
    new TaskChanges(unit).update(task, StatusRules.afterSessionEnded(task, isWorker, exitCode));
    unit.settle();
    awaited(id)
        .filter(launch -> !live.isEmpty() && launch.state() != LaunchState.BOUND)
        .ifPresent(launch -> unit.tx().launches().update(launch.dueAt(null)));
    for (Binding binding : live) {
      unit.facts().launch(binding.role()).ifPresent(unit.holding()::closeConflict);
    }
  }

  private void recordEnd(Binding binding, SessionEnd end, boolean called) {
    unit.record(
        EventKind.SESSION_ENDED,
        binding.orchestrator(),
        binding.role(),
        Endings.changes(end, called));
    Status status = unit.facts().role(binding.role()).status();
    unit.effects()
        .log(unit.facts().label(binding.role()) + " ended: " + Endings.inLog(end, called, status));
  }

  /** The app or a person moves a task; Hera never undoes it (M18). */
  public void setByApp(TaskId id, TaskStatus status) {
    Task task = unit.facts().namedTask(id);
    ReviewCause cause = status == TaskStatus.IN_REVIEW ? ReviewCause.APP : null;
    new TaskChanges(unit).update(task, task.withStatus(status, cause, task.readyToClose()));
  }

  /** The launch whose worker, wherever it works by now, has not called in its present session. */
  private Optional<Launch> awaited(TaskId task) {
    return unit.facts().launchOf(task).filter(launch -> launch.accepted() == null);
  }
}
