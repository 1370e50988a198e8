package dev.hera.work;

import dev.hera.history.EventKind;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes tasks, and tells of it in the history of every role that a task is (M25). */
public final class TaskChanges {
  private final Changes unit;

  public TaskChanges(Changes unit) {
    this.unit = unit;
  }

  /** Stores a task that changed, and tells of it wherever the task is live. */
  public void update(Task before, Task after) {
    update(before, after, null);
  }

  /**
   * Stores a task that changed, with an event about each role that it is now (M25).
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
    unit.facts().liveBindings(after.id()).forEach(binding -> subjects.add(binding.role()));
    if (subjects.isEmpty()) {
      record(after, null, progress(after));
    }
    subjects.forEach(subject -> record(after, subject, progress(after)));
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
