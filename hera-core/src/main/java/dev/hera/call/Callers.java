package dev.hera.call;

import dev.hera.error.AmbiguousCallerException;
import dev.hera.error.NotBoundException;
import dev.hera.error.UnknownCallerException;
import dev.hera.role.Binding;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.SessionState;
import dev.hera.role.StatusRules;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import dev.hera.spi.launcher.Directories.Located;
import dev.hera.vocabulary.Quotation;
import dev.hera.vocabulary.Verb;
import dev.hera.work.Nesting;
import dev.hera.work.TaskChanges;
import dev.hera.work.UnitOfWork;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From who calls to the role that acts: task first (V4, V6), then binding (V5). */
final class Callers {
  private final UnitOfWork unit;
  private final DirectoryTasks directories;

  /** Whether a worker's call accepts it (G23a). */
  private final boolean accepts;

  Callers(UnitOfWork unit) {
    this(unit, true);
  }

  private Callers(UnitOfWork unit, boolean accepts) {
    this.unit = unit;
    this.directories = new DirectoryTasks(unit);
    this.accepts = accepts;
  }

  /** Callers whose call was refused, which accepts nobody. */
  static Callers refused(UnitOfWork unit) {
    return new Callers(unit, false);
  }

  /**
   * The place that the caller acts from.
   *
   * @param orchestrator the orchestrator that the caller named, or null
   */
  Acting resolve(Identity identity, @Nullable String orchestrator) {
    Task task = task(identity);
    Binding binding = binding(task, orchestrator);
    Role role = unit.facts().role(binding.role());
    unit.actAs(role.id());
    return new Acting(
        unit.facts().orchestrator(binding.orchestrator()),
        role,
        binding,
        unit.facts().task(task.id()));
  }

  /**
   * The orchestrator whose plan the caller may look at: one that it has a place in, or one that is
   * nested, at any depth, below one that it coordinates.
   *
   * @param orchestrator the orchestrator that the caller named, or null
   */
  Orchestrator visible(Identity identity, @Nullable String orchestrator) {
    Task task = task(identity);
    if (orchestrator != null) {
      Optional<Orchestrator> named = unit.tx().orchestrators().findActive(orchestrator);
      if (named.isPresent() && leadsAbove(task, named.get())) {
        return named.get();
      }
    }
    return unit.facts().orchestrator(binding(task, orchestrator).orchestrator());
  }

  private boolean leadsAbove(Task task, Orchestrator orchestrator) {
    Nesting nesting = new Nesting(unit.tx());
    return unit.facts().liveBindings(task.id()).stream()
        .filter(binding -> unit.facts().role(binding.role()).kind() == RoleKind.COORDINATOR)
        .anyMatch(binding -> nesting.isWithin(orchestrator, binding.orchestrator()));
  }

  /** The caller's task. A worker's first call is its handshake (G23a). */
  Task task(Identity identity) {
    Caller caller = identity.caller();
    if (caller instanceof Caller.OfTask ofTask) {
      return registered(ofTask.task());
    }
    if (caller instanceof Caller.OfWorker ofWorker) {
      return new WorkerTokens(unit).task(ofWorker, identity.located(), accepts);
    }
    Located located = located(identity);
    return directories.find(located).orElseThrow(() -> DirectoryTasks.unknown(located));
  }

  /** The caller's task, if there is one; changes nothing. */
  Optional<Task> findTask(Identity identity) {
    Caller caller = identity.caller();
    if (caller instanceof Caller.OfTask ofTask) {
      return unit.tx().tasks().find(ofTask.task());
    }
    if (caller instanceof Caller.OfWorker ofWorker) {
      return WorkerTokens.find(unit.tx(), ofWorker.token())
          .flatMap(token -> unit.tx().tasks().find(token.task()));
    }
    return Optional.ofNullable(identity.located()).flatMap(directories::find);
  }

  /**
   * The caller's task, registered now when its directory is new and may be registered (H5). So is
   * one in place of a task whose work is over and that has no place any more: a new place is new
   * work.
   */
  Task taskOrRegister(Identity identity) {
    Located located = identity.located();
    if (identity.caller() instanceof Caller.OfDirectory && located != null) {
      NewTask unregistered = located.unregistered();
      Optional<Task> found = directories.find(located);
      if (found.isEmpty() && unregistered != null) {
        return new TaskChanges(unit).add(unregistered, TaskStatus.IN_PROGRESS);
      }
      if (found.isPresent() && isLeft(found.get())) {
        return registerInPlaceOf(found.get(), unregistered);
      }
    }
    return task(identity);
  }

  private boolean isLeft(Task task) {
    boolean runs =
        task.session() == SessionState.STARTING || task.session() == SessionState.RUNNING;
    return StatusRules.isOver(task) && !runs && unit.facts().liveBindings(task.id()).isEmpty();
  }

  private Task registerInPlaceOf(Task over, @Nullable NewTask known) {
    TaskChanges tasks = new TaskChanges(unit);
    tasks.archive(over, null);
    NewTask same = new NewTask(over.name(), over.project(), over.worktree(), over.branch());
    return tasks.add(known == null ? same : known, TaskStatus.IN_PROGRESS);
  }

  private static Located located(Identity identity) {
    return Objects.requireNonNull(identity.located(), "a directory is looked at before it is used");
  }

  private Task registered(TaskId id) {
    return unit.tx()
        .tasks()
        .find(id)
        .filter(Task::isActive)
        .orElseThrow(
            () ->
                new UnknownCallerException(
                    "there is no active task "
                        + id.value()
                        + "; register the session before it calls"));
  }

  private Binding binding(Task task, @Nullable String orchestrator) {
    List<Binding> live = unit.facts().liveBindings(task.id());
    if (orchestrator != null) {
      return live.stream()
          .filter(binding -> nameOf(binding).equals(orchestrator))
          .findFirst()
          .orElseThrow(
              () ->
                  new NotBoundException(
                      "orchestrator: you have no role in an active orchestrator "
                          + Quotation.of(orchestrator)
                          + "; "
                          + (live.isEmpty()
                              ? ""
                              : "you have one in "
                                  + live.stream()
                                      .map(one -> Quotation.of(nameOf(one)))
                                      .collect(Collectors.joining(", "))
                                  + ": name that, or leave it out; ")
                          + wayInto(live)));
    }
    if (live.size() == 1) {
      return live.get(0);
    }
    if (live.isEmpty()) {
      throw new NotBoundException(
          "you have no role yet; take one with "
              + Verb.JOIN
              + " (orchestrator, `roleName`, kind), or open an orchestrator of your own with "
              + Verb.NEW_ORCHESTRATOR);
    }
    throw new AmbiguousCallerException(
        "orchestrator: you have roles in several orchestrators; name one of them",
        "orchestrators",
        live.stream().map(this::nameOf).toList());
  }

  /** How a caller with these places takes one elsewhere: only a coordinator may have two. */
  private String wayInto(List<Binding> live) {
    boolean leadsOnly =
        live.stream()
            .allMatch(binding -> unit.facts().role(binding.role()).kind() == RoleKind.COORDINATOR);
    return leadsOnly
        ? (live.isEmpty() ? "" : "to take part in both, ")
            + "join it with "
            + Verb.JOIN
            + " (orchestrator, `roleName`, kind)"
        : "to go there instead, call "
            + Verb.MOVE
            + ", for "
            + Verb.JOIN
            + " is for who has no place or coordinates only";
  }

  private String nameOf(Binding binding) {
    Orchestrator orchestrator = unit.facts().orchestrator(binding.orchestrator());
    return orchestrator.name();
  }
}
