package dev.hera.call;

import dev.hera.error.AmbiguousCallerException;
import dev.hera.error.NotBoundException;
import dev.hera.error.UnknownCallerException;
import dev.hera.history.EventKind;
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
import dev.hera.spi.IdKind;
import dev.hera.spi.launcher.Directories.Located;
import dev.hera.vocabulary.Quotation;
import dev.hera.vocabulary.Verb;
import dev.hera.work.Nesting;
import dev.hera.work.TaskChanges;
import dev.hera.work.UnitOfWork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From who calls to the role that acts: task first (V4, V6), then binding (V5). */
public final class Callers {
  private final UnitOfWork unit;

  /** Whether a worker's call accepts it (G23a). */
  private final boolean accepts;

  public Callers(UnitOfWork unit) {
    this(unit, true);
  }

  private Callers(UnitOfWork unit, boolean accepts) {
    this.unit = unit;
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
    return findAt(located).orElseThrow(() -> unknownDirectory(located));
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
    return identity.located() == null ? Optional.empty() : findAt(identity.located());
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
      Optional<Task> found = findAt(located);
      if (found.isEmpty() && unregistered != null) {
        return register(unregistered, TaskStatus.IN_PROGRESS);
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
    new TaskChanges(unit).archive(over, null);
    NewTask same = new NewTask(over.name(), over.project(), over.worktree(), over.branch());
    return register(known == null ? same : known, TaskStatus.IN_PROGRESS);
  }

  public Task register(NewTask task, TaskStatus status) {
    return register(task, status, UnaryOperator.identity());
  }

  /** The same with more that is known of the task from the beginning. */
  public Task register(NewTask task, TaskStatus status, UnaryOperator<Task> known) {
    Task added =
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
            task.worktree() == null ? null : unit.host());
    Task registered = known.apply(added);
    unit.tx().tasks().insert(registered);
    unit.record(
        EventKind.TASK_ADDED,
        null,
        null,
        Map.of("task", registered.id().value(), "name", registered.name()));
    return registered;
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

  private static UnknownCallerException unknownDirectory(Located located) {
    return new UnknownCallerException(
        "cwd: no active task works in this directory; "
            + Objects.requireNonNullElse(
                located.obstacle(),
                "call "
                    + Verb.NEW_ORCHESTRATOR
                    + " or "
                    + Verb.JOIN
                    + " from the top of a registered project, or give the directory you were started in"));
  }

  private Optional<Task> findAt(Located located) {
    List<String> candidates = new ArrayList<>();
    Path directory = located.directory();
    while (directory != null && directory.startsWith(located.boundary())) {
      candidates.add(directory.toString());
      directory = directory.getParent();
    }
    List<Task> tasks =
        unit.tx().tasks().listActive(candidates).stream()
            .filter(task -> unit.isHere(task.host()))
            .toList();
    return candidates.stream()
        .filter(candidate -> tasks.stream().anyMatch(task -> isAt(task, candidate)))
        .findFirst()
        .map(worktree -> only(tasks.stream().filter(task -> isAt(task, worktree)).toList()));
  }

  private static boolean isAt(Task task, String worktree) {
    return worktree.equals(task.worktree());
  }

  private static Task only(List<Task> tasks) {
    if (tasks.size() == 1) {
      return tasks.get(0);
    }
    List<Task> inProgress =
        tasks.stream().filter(task -> task.status() == TaskStatus.IN_PROGRESS).toList();
    if (inProgress.size() == 1) {
      return inProgress.get(0);
    }
    throw new AmbiguousCallerException(
        "cwd: several tasks work in this directory; archive those that are over",
        "tasks",
        tasks.stream().map(task -> task.id().value() + " " + task.name()).toList());
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
