package dev.hera.verb;

import dev.hera.plan.Launch;
import dev.hera.role.Binding;
import dev.hera.role.EndReason;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.Task;
import dev.hera.work.BindingChanges;
import dev.hera.work.UnitOfWork;
import java.util.Objects;
import java.util.Optional;

/** The sessions of the embedding application itself, by which it goes on after a restart (V8). */
final class OwnSessions {
  private final UnitOfWork unit;

  OwnSessions(UnitOfWork unit) {
    this.unit = unit;
  }

  /** Who lives in the coordinator's role. */
  record Place(Role role, Binding binding, Task task) {}

  /** Who coordinates an orchestrator now. */
  Optional<Place> living(Orchestrator orchestrator) {
    return unit.facts()
        .coordinator(orchestrator.id())
        .flatMap(
            role ->
                unit.facts()
                    .liveBinding(role.id())
                    .map(live -> new Place(role, live, unit.facts().task(live.task()))));
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
      new BindingChanges(unit).end(place.get().binding(), EndReason.SUPERSEDED);
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
  boolean isOwn(Task task) {
    return task.worktree() == null && !isLaunched(task);
  }

  private boolean isLaunched(Task task) {
    return unit.tx().bindings().listOf(task.id()).stream()
        .flatMap(binding -> unit.facts().launch(binding.role()).stream())
        .map(Launch::task)
        .anyMatch(task.id()::equals);
  }
}
