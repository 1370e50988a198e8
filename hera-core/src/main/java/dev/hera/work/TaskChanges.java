package dev.hera.work;

import dev.hera.history.EventKind;
import dev.hera.role.Binding;
import dev.hera.role.NewTask;
import dev.hera.role.RoleId;
import dev.hera.role.SessionState;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import dev.hera.spi.IdKind;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Changes tasks, and tells of it in the history of every role that a task is (M25). */
public final class TaskChanges {
  private final Changes unit;

  public TaskChanges(Changes unit) {
    this.unit = unit;
  }

  public Task add(NewTask task, TaskStatus status) {
    return add(task, status, UnaryOperator.identity());
  }

  /** The same with more that is known of the task from the beginning. */
  public Task add(NewTask task, TaskStatus status, UnaryOperator<Task> known) {
    Task added =
        known.apply(
            new Task(
                new TaskId(unit.takeId(IdKind.TASK)),
                task.name(),
                task.project(),
                status,
                null,
                false,
                task.worktree(),
                task.branch(),
                null,
                SessionState.NONE,
                null,
                null,
                unit.now(),
                null,
                task.worktree() == null ? null : unit.host()));
    unit.tx().tasks().insert(added);
    unit.record(
        EventKind.TASK_ADDED, null, null, Map.of("task", added.id().value(), "name", added.name()));
    return added;
  }

  /** Stores a task that changed, and tells of it wherever it is or was last at work. */
  public void update(Task before, Task after) {
    update(before, after, null);
  }

  /**
   * Stores a task that changed, with an event about each role that it is, or was the last to be
   * (M25).
   *
   * @param also a role that the task may be no more, and that the change is about all the same
   */
  public void update(Task before, Task after, @Nullable RoleId also) {
    if (after.equals(before)) {
      return;
    }
    unit.tx().tasks().update(after);
    Set<RoleId> subjects = new LinkedHashSet<>();
    if (also != null) {
      subjects.add(also);
    }
    subjects.addAll(roles(after.id()));
    if (subjects.isEmpty()) {
      record(after, null, progress(after));
    }
    subjects.forEach(subject -> record(after, subject, progress(after)));
  }

  /**
   * Archives a task (M9); its bindings are to be ended, too.
   *
   * @param subject the role that it was, or null
   */
  public void archive(Task task, @Nullable RoleId subject) {
    unit.tx().tasks().update(task.archivedAt(unit.now()));
    record(task, subject, Map.of("archived", unit.now()));
  }

  /** Tells of a change of a task in all places but one, whose own event tells of it. */
  public void tellElsewhere(Task task, RoleId here, Map<String, ?> changes) {
    Set<RoleId> others = roles(task.id());
    others.remove(here);
    others.forEach(role -> record(task, role, changes));
  }

  /** The roles that show how far a task is: those that it is live as, or was the last to fill. */
  private Set<RoleId> roles(TaskId task) {
    Set<RoleId> roles = new LinkedHashSet<>();
    for (Binding binding : unit.tx().bindings().listOf(task)) {
      if (binding.isLive() || isLast(binding)) {
        roles.add(binding.role());
      }
    }
    return roles;
  }

  private boolean isLast(Binding binding) {
    return unit.facts()
        .lastStart(binding.role())
        .filter(last -> last.id().equals(binding.id()))
        .isPresent();
  }

  /** What the events tell of how far a task is. */
  public static Map<String, Object> progress(Task task) {
    return Map.of(
        "task_status", task.status().wire(),
        "ready_to_close", task.readyToClose(),
        "session", task.session().wire());
  }

  public void record(Task task, @Nullable RoleId subject, Map<String, ?> changes) {
    Map<String, Object> all = new HashMap<>(changes);
    all.put("task", task.id().value());
    unit.record(
        EventKind.TASK_CHANGED,
        subject == null ? null : unit.facts().role(subject).orchestrator(),
        subject,
        all);
  }
}
