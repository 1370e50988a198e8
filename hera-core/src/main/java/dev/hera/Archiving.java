package dev.hera;

import dev.hera.error.NotFoundException;
import dev.hera.history.EventKind;
import dev.hera.role.Archived;
import dev.hera.role.Binding;
import dev.hera.role.EndReason;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Ends orchestrators (M3) and tasks (M9). */
final class Archiving {
  private final Step step;

  Archiving(Step step) {
    this.step = step;
  }

  Archived orchestrator(String name) {
    Orchestrator orchestrator =
        step.tx()
            .orchestrators()
            .findActive(name)
            .orElseThrow(
                () ->
                    new NotFoundException(
                        "name", "orchestrator", name, "it may be archived already"));
    return orchestrator(orchestrator);
  }

  /**
   * Archives an orchestrator and everything nested below it. Nothing of their plans may start or be
   * told while the parts end one after the other, so all are marked before the first part ends.
   */
  Archived orchestrator(Orchestrator top) {
    Collection<Orchestrator> tree = new Nesting(step.tx()).tree(top).values();
    tree.forEach(this::mark);
    List<Archived.Member> cancelled = new ArrayList<>();
    List<Archived.Member> ended = new ArrayList<>();
    for (Orchestrator orchestrator : tree) {
      List<Role> roles = step.tx().roles().listActive(orchestrator.id());
      roles.stream()
          .filter(this::cancelNeverStarted)
          .forEach(role -> cancelled.add(new Archived.Member(orchestrator.name(), role.name())));
      endBindings(orchestrator, ended);
      step.settle();
      roles.forEach(role -> step.episodes().closeAllSilently(role.id()));
    }
    List<String> archived = tree.stream().map(Orchestrator::name).toList();
    return new Archived(
        top.name(), List.copyOf(archived), List.copyOf(cancelled), List.copyOf(ended));
  }

  private void mark(Orchestrator orchestrator) {
    step.tx().orchestrators().update(orchestrator.archivedAt(step.now()));
    step.record(EventKind.ORCHESTRATOR_ARCHIVED, orchestrator.id(), null, Map.of());
  }

  private boolean cancelNeverStarted(Role role) {
    boolean neverStarted = step.facts().lastStart(role.id()).isEmpty();
    boolean cancels = role.kind() == RoleKind.WORKER && neverStarted && !role.isCancelled();
    if (cancels) {
      step.tx().roles().update(role.cancelledAt(step.now()));
      step.record(EventKind.NODE_CANCELLED, role.orchestrator(), role.id(), Map.of());
    }
    return cancels;
  }

  private void endBindings(Orchestrator orchestrator, List<Archived.Member> ended) {
    for (Binding binding : step.tx().bindings().listLive(orchestrator.id())) {
      Role role = step.facts().role(binding.role());
      if (role.kind() != RoleKind.COORDINATOR && mayRun(step.facts().task(binding.task()))) {
        ended.add(new Archived.Member(orchestrator.name(), role.name()));
      }
      new BindingChanges(step).end(binding, EndReason.RELEASED);
    }
  }

  /** A session that nobody reports of runs as long as its task is open. */
  private static boolean mayRun(Task task) {
    return switch (task.session()) {
      case STARTING, RUNNING -> true;
      case ENDED -> false;
      case NONE -> task.status() == TaskStatus.PENDING || task.status() == TaskStatus.IN_PROGRESS;
    };
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
        .forEach(binding -> new BindingChanges(step).end(binding, EndReason.TASK_DELETED));
  }
}
