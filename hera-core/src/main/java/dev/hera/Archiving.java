package dev.hera;

import dev.hera.error.NotFoundException;
import dev.hera.history.EventKind;
import dev.hera.role.Binding;
import dev.hera.role.EndReason;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import java.util.List;
import java.util.Map;

/** Ends orchestrators (M3) and tasks (M9). */
final class Archiving {
  private final Step step;

  Archiving(Step step) {
    this.step = step;
  }

  void orchestrator(String name) {
    Orchestrator orchestrator =
        step.tx()
            .orchestrators()
            .findActive(name)
            .orElseThrow(
                () ->
                    new NotFoundException(
                        "name", "orchestrator", name, "it may be archived already"));
    orchestrator(orchestrator);
  }

  /** Nothing of the plan may start or be told while its parts end one after the other. */
  void orchestrator(Orchestrator orchestrator) {
    step.tx().orchestrators().update(orchestrator.archivedAt(step.now()));
    step.record(EventKind.ORCHESTRATOR_ARCHIVED, orchestrator.id(), null, Map.of());
    List<Role> roles = step.tx().roles().listActive(orchestrator.id());
    roles.forEach(role -> step.propagation().changed(role.id()));
    roles.forEach(this::cancelNeverStarted);
    for (Binding binding : step.tx().bindings().listLive(orchestrator.id())) {
      new Handover(step).end(binding, EndReason.RELEASED);
    }
  }

  private void cancelNeverStarted(Role role) {
    boolean neverStarted = step.facts().lastStart(role.id()).isEmpty();
    if (role.kind() == RoleKind.WORKER && neverStarted && !role.isCancelled()) {
      step.tx().roles().update(role.cancelledAt(step.now()));
      step.record(EventKind.NODE_CANCELLED, role.orchestrator(), role.id(), Map.of());
      step.propagation().changed(role.id());
    }
  }

  /** The app says that a task is no more; its bindings end. */
  void task(TaskId id) {
    Task task = step.facts().namedTask(id);
    if (!task.isActive()) {
      return;
    }
    step.tx().tasks().update(task.archivedAt(step.now()));
    step.record(
        EventKind.TASK_CHANGED, null, null, Map.of("task", id.value(), "archived", step.now()));
    step.tx().bindings().listOf(id).stream()
        .filter(Binding::isLive)
        .forEach(binding -> new Handover(step).end(binding, EndReason.TASK_DELETED));
  }
}
