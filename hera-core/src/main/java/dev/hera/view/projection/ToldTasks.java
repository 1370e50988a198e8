package dev.hera.view.projection;

import dev.hera.history.Event;
import dev.hera.role.SessionState;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the events tell of tasks: how far each is, and its branch once another one was found. */
final class ToldTasks {
  private final Map<TaskId, Task> tasks = new HashMap<>();

  /** Takes what an event, of whatever kind, tells of a task. */
  void apply(Event event) {
    String id = event.changes().get("task");
    if (id != null) {
      tasks.compute(
          new TaskId(Long.parseLong(id)),
          (key, known) -> changed(known == null ? began(key, event.at()) : known, event.changes()));
    }
  }

  private static Task began(TaskId id, Instant at) {
    return new Task(
        id,
        "",
        null,
        TaskStatus.PENDING,
        null,
        false,
        null,
        null,
        null,
        SessionState.NONE,
        null,
        null,
        at,
        null,
        null);
  }

  private static Task changed(Task task, Map<String, String> changes) {
    Task next = task;
    if (changes.containsKey("task_status")) {
      next =
          next.withStatus(
                  ToldFields.constant(TaskStatus.class, ToldFields.field(changes, "task_status")),
                  null,
                  Boolean.parseBoolean(changes.get("ready_to_close")))
              .withSession(
                  ToldFields.constant(SessionState.class, ToldFields.field(changes, "session")),
                  null);
    }
    if (changes.containsKey("branch")) {
      next = next.withBranch(ToldFields.field(changes, "branch"));
    }
    return changes.containsKey("archived")
        ? next.archivedAt(Instant.parse(ToldFields.field(changes, "archived")))
        : next;
  }

  @Nullable Task get(TaskId id) {
    return tasks.get(id);
  }

  Map<TaskId, Task> rows() {
    return Map.copyOf(tasks);
  }
}
