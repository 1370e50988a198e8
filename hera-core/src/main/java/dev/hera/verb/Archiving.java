package dev.hera.verb;

import dev.hera.call.Acting;
import dev.hera.error.NotFoundException;
import dev.hera.history.EventKind;
import dev.hera.result.Archived;
import dev.hera.role.Binding;
import dev.hera.role.EndReason;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import dev.hera.vocabulary.Verb;
import dev.hera.work.BindingChanges;
import dev.hera.work.Nesting;
import dev.hera.work.TaskChanges;
import dev.hera.work.UnitOfWork;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Ends orchestrators (M3) and tasks (M9). */
public final class Archiving {
  private final UnitOfWork unit;

  public Archiving(UnitOfWork unit) {
    this.unit = unit;
  }

  public Archived orchestrator(String name) {
    Orchestrator orchestrator =
        unit.tx()
            .orchestrators()
            .findActive(name)
            .orElseThrow(
                () ->
                    new NotFoundException(
                        "name", "orchestrator", name, "it may be archived already"));
    return orchestrator(orchestrator);
  }

  /** Archives the coordinator's own orchestrator. */
  public Archived own(Acting acting) {
    acting.requireCoordinator(Verb.ARCHIVE);
    return orchestrator(acting.orchestrator());
  }

  /**
   * Archives an orchestrator and everything nested below it. Nothing of their plans may start or be
   * told while the parts end one after the other, so all are marked before the first part ends.
   */
  public Archived orchestrator(Orchestrator top) {
    Collection<Orchestrator> tree = new Nesting(unit.tx()).tree(top).values();
    tree.forEach(this::mark);
    List<Archived.Member> cancelled = new ArrayList<>();
    List<Archived.Member> ended = new ArrayList<>();
    for (Orchestrator orchestrator : tree) {
      List<Role> roles = unit.tx().roles().listActive(orchestrator.id());
      roles.stream()
          .filter(this::cancelNeverStarted)
          .forEach(role -> cancelled.add(new Archived.Member(orchestrator.name(), role.name())));
      endBindings(orchestrator, ended);
      unit.settle();
      roles.forEach(role -> unit.holding().closeAllSilently(role.id()));
    }
    List<String> archived = tree.stream().map(Orchestrator::name).toList();
    return new Archived(
        top.name(), List.copyOf(archived), List.copyOf(cancelled), List.copyOf(ended));
  }

  private void mark(Orchestrator orchestrator) {
    unit.tx().orchestrators().update(orchestrator.archivedAt(unit.now()));
    unit.record(EventKind.ORCHESTRATOR_ARCHIVED, orchestrator.id(), null, Map.of());
  }

  private boolean cancelNeverStarted(Role role) {
    boolean neverStarted = unit.facts().lastStart(role.id()).isEmpty();
    boolean cancels = role.kind() == RoleKind.WORKER && neverStarted && !role.isCancelled();
    if (cancels) {
      unit.tx().roles().update(role.cancelledAt(unit.now()));
      unit.record(EventKind.NODE_CANCELLED, role.orchestrator(), role.id(), Map.of());
    }
    return cancels;
  }

  private void endBindings(Orchestrator orchestrator, List<Archived.Member> ended) {
    List<Binding> live = unit.tx().bindings().listLive(orchestrator.id());
    unit.facts().readAhead(live.stream().map(Binding::role).toList());
    unit.tx().bindings().readAheadOf(live.stream().map(Binding::task).toList());
    unit.tx().tasks().list(live.stream().map(Binding::task).toList());
    for (Binding binding : live) {
      Role role = unit.facts().role(binding.role());
      if (role.kind() != RoleKind.COORDINATOR && mayRun(unit.facts().task(binding.task()))) {
        ended.add(new Archived.Member(orchestrator.name(), role.name()));
      }
      new BindingChanges(unit).end(binding, EndReason.RELEASED);
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
  public void task(TaskId id) {
    Task task = unit.facts().namedTask(id);
    if (!task.isActive()) {
      return;
    }
    new TaskChanges(unit).archive(task, null);
    unit.tx().bindings().listOf(id).stream()
        .filter(Binding::isLive)
        .forEach(binding -> new BindingChanges(unit).end(binding, EndReason.TASK_DELETED));
  }
}
