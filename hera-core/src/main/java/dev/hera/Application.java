package dev.hera;

import dev.hera.plan.Launch;
import dev.hera.role.Binding;
import dev.hera.role.CoordinatorExistsException;
import dev.hera.role.EndReason;
import dev.hera.role.Membership;
import dev.hera.role.NewTask;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import java.util.Objects;
import java.util.Optional;

/**
 * The embedding application as a coordinator: it is trusted, has no directory, and finds its way
 * back by name after a restart (V8).
 */
final class Application {
  /** The name of the tasks that stand for the application itself. */
  static final String TASK_NAME = "application";

  private final Step step;

  Application(Step step) {
    this.step = step;
  }

  /** The place of an orchestrator's coordinator; taken for the application when nobody has it. */
  Membership coordinator(String name) {
    JoinVerbs verbs = new JoinVerbs(step);
    Orchestrator orchestrator = verbs.active(name);
    return living(orchestrator)
        .map(place -> verbs.resumed(orchestrator, place.role(), place.binding()))
        .orElseGet(() -> verbs.takeOver(orchestrator, session(), vacant(name)));
  }

  private static JoinVerbs.Opening vacant(String name) {
    return new JoinVerbs.Opening(name, JoinVerbs.CHILD_COORDINATOR, null, null);
  }

  /** Opens an orchestrator, or goes on with one that the application itself coordinates. */
  Membership open(JoinVerbs.Opening opening) {
    JoinVerbs verbs = new JoinVerbs(step);
    Optional<Orchestrator> existing = step.tx().orchestrators().findActive(opening.name());
    Optional<Place> place = existing.flatMap(this::living);
    if (place.isEmpty()) {
      return existing
          .map(orchestrator -> verbs.takeOver(orchestrator, session(), opening))
          .orElseGet(() -> verbs.create(session(), opening));
    }
    Orchestrator orchestrator = existing.orElseThrow();
    if (!isOwn(place.get().task())) {
      throw new CoordinatorExistsException(orchestrator.name(), place.get().role().name());
    }
    return verbs.resumed(orchestrator, place.get().role(), place.get().binding());
  }

  private Task session() {
    return new Callers(step).register(NewTask.named(TASK_NAME), TaskStatus.IN_PROGRESS);
  }

  private record Place(Role role, Binding binding, Task task) {}

  private Optional<Place> living(Orchestrator orchestrator) {
    return step.facts()
        .coordinator(orchestrator.id())
        .flatMap(
            role ->
                step.facts()
                    .liveBinding(role.id())
                    .map(live -> new Place(role, live, step.facts().task(live.task()))));
  }

  /**
   * Ends the place of the coordinator when it is of an earlier run of this same session, so that
   * the application that registers itself again after a restart goes on.
   *
   * @return whether it was
   */
  boolean succeeds(Task caller, Orchestrator orchestrator) {
    Optional<Place> place = living(orchestrator);
    boolean same = place.isPresent() && isSameSession(place.get().task(), caller);
    if (same) {
      new Handover(step).end(place.get().binding(), EndReason.SUPERSEDED);
    }
    return same;
  }

  private boolean isSameSession(Task earlier, Task later) {
    return isOwn(earlier)
        && isOwn(later)
        && earlier.name().equals(later.name())
        && Objects.equals(earlier.project(), later.project());
  }

  /** A session of the application itself: without a directory, and started by no launch. */
  private boolean isOwn(Task task) {
    return task.worktree() == null && !isLaunched(task);
  }

  private boolean isLaunched(Task task) {
    return step.tx().bindings().listOf(task.id()).stream()
        .flatMap(binding -> step.facts().launch(binding.role()).stream())
        .map(Launch::task)
        .anyMatch(task.id()::equals);
  }
}
