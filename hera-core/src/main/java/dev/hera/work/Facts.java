package dev.hera.work;

import dev.hera.error.NotFoundException;
import dev.hera.plan.Gate;
import dev.hera.plan.Launch;
import dev.hera.plan.NodeFacts;
import dev.hera.role.Binding;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.view.ViewState;
import dev.hera.work.rows.WorkingSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads, in one snapshot, what the rules decide on. */
public final class Facts {
  private final WorkingSet tx;

  public Facts(WorkingSet tx) {
    this.tx = tx;
  }

  public Role role(RoleId id) {
    return tx.roles().find(id).orElseThrow(() -> missing("role", id));
  }

  /** These roles, in id order. */
  List<Role> roles(Collection<RoleId> ids) {
    return tx.roles().list(ids);
  }

  public Task task(TaskId id) {
    return tx.tasks().find(id).orElseThrow(() -> missing("task", id));
  }

  /** A task that the app names; refuses an unknown one. */
  public Task namedTask(TaskId id) {
    return tx.tasks()
        .find(id)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "task", "task", String.valueOf(id.value()), "register the session first"));
  }

  public Gate gate(RoleId role) {
    return tx.gates().find(role).orElseThrow(() -> missing("gate", role));
  }

  public Orchestrator orchestrator(OrchestratorId id) {
    return tx.orchestrators().find(id).orElseThrow(() -> missing("orchestrator", id));
  }

  public Optional<Launch> launch(RoleId role) {
    return tx.launches().find(role);
  }

  /** The launch that a task came from, also when its worker has gone to another place since. */
  public Optional<Launch> launchOf(TaskId task) {
    return tx.bindings().listOf(task).stream()
        .map(Binding::role)
        .distinct()
        .flatMap(role -> launch(role).stream())
        .filter(launch -> task.equals(launch.task()))
        .findFirst();
  }

  /** The live place of the worker of a launch: that of its node, or the one that it went on to. */
  public Optional<Binding> placeOf(Launch launch) {
    return ownPlaceOf(launch).or(() -> placeSince(launch));
  }

  /** The same if it is that of its node. */
  public Optional<Binding> ownPlaceOf(Launch launch) {
    return liveBinding(launch.role()).filter(binding -> binding.id().equals(launch.binding()));
  }

  private Optional<Binding> placeSince(Launch launch) {
    List<Binding> all = launch.task() == null ? List.of() : tx.bindings().listOf(launch.task());
    boolean wentOn =
        all.stream().anyMatch(binding -> binding.id().equals(launch.binding()) && binding.wentOn());
    return wentOn
        ? all.stream().filter(Binding::isLive).max(Comparator.comparing(Binding::id))
        : Optional.empty();
  }

  /** Reads in two queries what {@link #launchOf} gives for each of these tasks. */
  public void readLaunchesAhead(List<TaskId> tasks) {
    tx.bindings().readAheadOf(tasks);
    tx.launches()
        .readAhead(
            tasks.stream()
                .flatMap(task -> tx.bindings().listOf(task).stream())
                .map(Binding::role)
                .distinct()
                .toList());
  }

  /** Reads what is known of all these roles in a few queries. */
  public void readAhead(List<RoleId> roles) {
    tx.launches().readAhead(roles);
    readTasksAhead(roles);
  }

  /** Reads these roles and the tasks that they had in a few queries. */
  public void readTasksAhead(List<RoleId> roles) {
    tx.roles().list(roles);
    tx.bindings().readAhead(roles);
    tx.tasks()
        .list(
            roles.stream()
                .flatMap(role -> tx.bindings().listOf(role).stream())
                .map(Binding::task)
                .toList());
  }

  /** Reads what the start of each of these nodes looks at in a few queries. */
  public void readStartsAhead(List<RoleId> nodes) {
    readAhead(nodes);
    tx.gates().list(nodes);
    tx.edges().readBlockersAhead(nodes);
  }

  /** A role as the log names it. */
  public String label(RoleId id) {
    Role role = role(id);
    return orchestrator(role.orchestrator()).name() + "/" + role.name();
  }

  /** The state of a role as a node of its plan, as results show it; null when it is no node. */
  public @Nullable String state(Role role) {
    return role.kind() == RoleKind.WORKER ? viewState(role).wire() : null;
  }

  /** The state of a node in the picture (W1). */
  public ViewState viewState(Role node) {
    Task last = lastTask(node.id()).orElse(null);
    return ViewState.of(node(node), gate(node.id()), last, launch(node.id()).orElse(null));
  }

  /** The task of the last binding of a role that was not a failed start. */
  public Optional<Task> lastTask(RoleId role) {
    return lastStart(role).flatMap(binding -> tx.tasks().find(binding.task()));
  }

  /** What the gate rules need to know of a role. */
  public NodeFacts node(Role role) {
    List<Binding> bindings = tx.bindings().listOf(role.id());
    boolean active = orchestrator(role.orchestrator()).isActive();
    return NodeFacts.of(role, active, bindings, liveTask(bindings));
  }

  private @Nullable Task liveTask(List<Binding> bindings) {
    return bindings.stream()
        .filter(Binding::isLive)
        .findFirst()
        .flatMap(live -> tx.tasks().find(live.task()))
        .orElse(null);
  }

  public Optional<Binding> liveBinding(RoleId role) {
    return tx.bindings().listOf(role).stream().filter(Binding::isLive).findFirst();
  }

  /** The live bindings of a task, in id order; none is in an archived orchestrator (M3). */
  public List<Binding> liveBindings(TaskId task) {
    return tx.bindings().listOf(task).stream().filter(Binding::isLive).toList();
  }

  /** The last binding of a role that was not a failed start, live or ended. */
  public Optional<Binding> lastStart(RoleId role) {
    return tx.bindings().listOf(role).stream()
        .filter(Binding::isStart)
        .max(Comparator.comparing(Binding::id));
  }

  /** The coordinator of an orchestrator (V8): the live one, else the first by name. */
  public Optional<Role> coordinator(OrchestratorId orchestrator) {
    List<Role> coordinators = tx.roles().listActive(orchestrator, RoleKind.COORDINATOR);
    return coordinators.stream()
        .filter(role -> liveBinding(role.id()).isPresent())
        .findFirst()
        .or(() -> coordinators.stream().min(Comparator.comparing(Role::name)));
  }

  private static IllegalStateException missing(String what, Object id) {
    return new IllegalStateException("the store has no " + what + " " + id);
  }

  /** The project of a node; one that was imported without works in its coordinator's. */
  public @Nullable String project(Role node) {
    return node.project() != null
        ? node.project()
        : coordinator(node.orchestrator())
            .flatMap(coordinator -> lastTask(coordinator.id()))
            .map(Task::project)
            .orElse(null);
  }
}
