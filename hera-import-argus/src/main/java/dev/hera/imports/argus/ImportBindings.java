package dev.hera.imports.argus;

import dev.hera.role.Binding;
import dev.hera.role.EndReason;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Ends the imported bindings that may not be live in Hera (M3, M4, M9, M13). */
final class ImportBindings {
  private final Map<OrchestratorId, Orchestrator> orchestrators;
  private final Map<RoleId, Role> roles;
  private final Map<TaskId, Task> tasks;
  private final Instant now;
  private final ImportNotes notes;
  private final Set<List<Object>> live = new HashSet<>();

  ImportBindings(
      Map<OrchestratorId, Orchestrator> orchestrators,
      Map<RoleId, Role> roles,
      Map<TaskId, Task> tasks,
      Instant now,
      ImportNotes notes) {
    this.orchestrators = orchestrators;
    this.roles = roles;
    this.tasks = tasks;
    this.now = now;
    this.notes = notes;
  }

  /**
   * The bindings of known roles and tasks, in id order; of two in one place the later one lives.
   */
  List<Binding> fit(List<Binding> rows) {
    List<Binding> fitted = new ArrayList<>();
    for (int i = rows.size() - 1; i >= 0; i--) {
      Binding row = rows.get(i);
      Role role = roles.get(row.role());
      Task task = tasks.get(row.task());
      if (role == null || task == null) {
        notes.leftOut(
            "binding " + row.id().value(), role == null ? "it has no role" : "it has no task");
      } else {
        fitted.add(fit(inPlaceOf(role, row), role, task));
      }
    }
    Collections.reverse(fitted);
    return fitted;
  }

  private Binding inPlaceOf(Role role, Binding row) {
    if (row.orchestrator().equals(role.orchestrator())) {
      return row;
    }
    notes.changed("binding " + row.id().value(), "moved to the orchestrator of its role");
    return new Binding(
        row.id(),
        row.role(),
        role.orchestrator(),
        row.task(),
        row.worktree(),
        row.started(),
        row.ended(),
        row.endReason());
  }

  private Binding fit(Binding row, Role role, Task task) {
    if (!row.isLive()) {
      return row;
    }
    Instant closed = Objects.requireNonNull(orchestrators.get(role.orchestrator())).archived();
    if (closed != null) {
      return ended(row, role, closed, EndReason.RELEASED, "its orchestrator is archived");
    }
    if (role.archived() != null) {
      return ended(row, role, role.archived(), EndReason.RELEASED, "its role is archived");
    }
    if (task.archived() != null) {
      return ended(row, role, task.archived(), EndReason.TASK_DELETED, "its task is archived");
    }
    if (!isAlone(row, role)) {
      return ended(row, role, now, EndReason.SUPERSEDED, "a later one holds its place");
    }
    return row;
  }

  private Binding ended(Binding row, Role role, Instant at, EndReason reason, String why) {
    notes.changed(
        "binding of role \"" + role.name() + "\"", "ended (" + reason.wire() + "): " + why);
    return row.endedAt(at.isBefore(row.started()) ? row.started() : at, reason);
  }

  private boolean isAlone(Binding row, Role role) {
    List<List<Object>> places = new ArrayList<>();
    places.add(List.of("role", row.role()));
    places.add(List.of("task", row.task(), row.orchestrator()));
    @Nullable String worktree = row.worktree();
    if (worktree != null) {
      places.add(List.of("worktree", worktree, row.orchestrator()));
    }
    if (role.kind() == RoleKind.COORDINATOR) {
      places.add(List.of("coordinator", row.orchestrator()));
    }
    return Collections.disjoint(places, live) && live.addAll(places);
  }
}
