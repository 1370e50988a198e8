package dev.hera.verb;

import dev.hera.call.Acting;
import dev.hera.error.AlreadyBoundException;
import dev.hera.error.BoundElsewhereException;
import dev.hera.error.ForbiddenException;
import dev.hera.error.InvalidArgumentException;
import dev.hera.error.NameTakenException;
import dev.hera.error.NotFoundException;
import dev.hera.result.Membership;
import dev.hera.role.Binding;
import dev.hera.role.Names;
import dev.hera.role.NodeKind;
import dev.hera.role.Orchestrator;
import dev.hera.role.Required;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.StatusRules;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import dev.hera.vocabulary.Verb;
import dev.hera.work.BindingChanges;
import dev.hera.work.TaskChanges;
import dev.hera.work.UnitOfWork;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes places in orchestrators, and tells of them ({@code Newcomer.join}). */
public final class JoinVerbs {
  private final UnitOfWork unit;

  public JoinVerbs(UnitOfWork unit) {
    this.unit = unit;
  }

  /** What a caller gives to attach, checked by {@link #attaching}. */
  public record Attaching(
      String orchestrator,
      String roleName,
      RoleKind kind,
      @Nullable String prompt,
      @Nullable Status status) {}

  /** Refuses a task, or its directory, that already has a live place in the orchestrator (M13). */
  void refuseBound(Orchestrator orchestrator, Task task) {
    unit.tx().bindings().listLive(orchestrator.id()).stream()
        .filter(binding -> binding.task().equals(task.id()) || sharesWorktree(binding, task))
        .findFirst()
        .ifPresent(
            binding -> {
              throw new AlreadyBoundException(orchestrator.name(), binding.id().value());
            });
  }

  private static boolean sharesWorktree(Binding binding, Task task) {
    return task.worktree() != null && task.worktree().equals(binding.worktree());
  }

  public Membership attach(Task task, Attaching attaching) {
    Orchestrator orchestrator = active(attaching.orchestrator());
    refuseBound(orchestrator, task);
    refuseWorkerElsewhere(task);
    refuseComplete(task);
    if (unit.tx().roles().findActive(orchestrator.id(), attaching.roleName()).isPresent()) {
      throw new NameTakenException("roleName", attaching.roleName());
    }
    String prompt = attaching.prompt() == null ? "" : attaching.prompt();
    Role role =
        new NewRole(unit)
            .add(
                orchestrator,
                attaching.roleName(),
                attaching.kind(),
                NodeKind.WORKER,
                task.project(),
                prompt);
    Task open = StatusRules.afterJoining(task);
    new TaskChanges(unit).update(task, open);
    Binding binding = new BindingChanges(unit).start(role, open);
    if (attaching.status() != null) {
      unit.actAs(role.id());
      new StatusVerbs(unit).apply(role, open, attaching.status());
    }
    return membership(orchestrator, unit.facts().role(role.id()), binding, false);
  }

  /** The active orchestrator of this name. */
  public Orchestrator active(String name) {
    return unit.tx()
        .orchestrators()
        .findActive(name)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "orchestrator",
                    "orchestrator",
                    name,
                    "open it with " + Verb.NEW_ORCHESTRATOR + ", or check the name"));
  }

  /** The active role of this name in the active orchestrator of that. */
  public Role role(String orchestrator, String name) {
    Orchestrator place = active(Required.trimmed("orchestrator", orchestrator));
    String role = Required.trimmed("role", name);
    return unit.tx()
        .roles()
        .findActive(place.id(), role)
        .orElseThrow(() -> new NotFoundException("role", "role", role, "check the name"));
  }

  private void refuseWorkerElsewhere(Task task) {
    for (Binding binding : unit.facts().liveBindings(task.id())) {
      if (unit.facts().role(binding.role()).kind() != RoleKind.COORDINATOR) {
        throw new BoundElsewhereException(
            unit.facts().orchestrator(binding.orchestrator()).name(),
            "use " + Verb.MOVE + " to leave it for this one");
      }
    }
  }

  /** What is bound to a complete task counts as failed at once, and only the app reopens it. */
  private static void refuseComplete(Task task) {
    if (task.status() == TaskStatus.COMPLETE) {
      throw new ForbiddenException(
          "your task is complete, so that nothing counts as its work any more: leave with "
              + Verb.LEAVE
              + " and begin a new one with "
              + Verb.JOIN
              + ", or, when Hera or an application started you, end your session");
    }
  }

  /** All live places of a task, in the order in which it took them; marks nothing read. */
  public List<Membership> places(TaskId task) {
    return unit.facts().liveBindings(task).stream()
        .sorted(Comparator.comparing(binding -> binding.id().value()))
        .map(binding -> place(binding))
        .toList();
  }

  private Membership place(Binding binding) {
    return membership(
        unit.facts().orchestrator(binding.orchestrator()),
        unit.facts().role(binding.role()),
        binding,
        false);
  }

  /** The caller's own place; marks nothing read. */
  public Membership ownPlace(Acting acting) {
    return membership(acting.orchestrator(), acting.role(), acting.binding(), false);
  }

  Membership membership(Orchestrator orchestrator, Role role, Binding binding, boolean resumed) {
    return new Membership(
        orchestrator.name(),
        role.name(),
        role.kind(),
        binding.id(),
        binding.task(),
        resumed,
        new MessageVerbs(unit).countUnread(role.id(), true),
        role.status(),
        elsewhere(binding),
        unit.facts().task(binding.task()).handoffNote());
  }

  private List<String> elsewhere(Binding here) {
    return List.copyOf(
        unit.facts().liveBindings(here.task()).stream()
            .filter(binding -> !binding.orchestrator().equals(here.orchestrator()))
            .map(binding -> unit.facts().orchestrator(binding.orchestrator()).name())
            .toList());
  }

  /** What a caller gives to attach, checked. */
  public static Attaching attaching(
      String orchestrator,
      String roleName,
      RoleKind kind,
      @Nullable String prompt,
      @Nullable Status status) {
    return new Attaching(
        Names.requireText("orchestrator", orchestrator).strip(),
        Names.check("roleName", roleName),
        joiningKind(kind),
        prompt == null ? null : Names.checkText("prompt", prompt),
        status);
  }

  /** The kind that may join: not a coordinator. */
  private static RoleKind joiningKind(RoleKind kind) {
    if (Required.given("kind", kind) == RoleKind.COORDINATOR) {
      throw new InvalidArgumentException(
          "kind",
          "a coordinator does not join; open the orchestrator with " + Verb.NEW_ORCHESTRATOR);
    }
    return kind;
  }
}
