package dev.hera;

import dev.hera.history.EventKind;
import dev.hera.role.Binding;
import dev.hera.role.BindingId;
import dev.hera.role.EndReason;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.spi.IdKind;
import java.util.Map;

/** Begins and ends bindings (M12, M24). */
final class BindingChanges {
  private final Step step;

  BindingChanges(Step step) {
    this.step = step;
  }

  /** Binds a role to a task; the doorbell rings for what is unread (M24). */
  Binding start(Role role, Task task) {
    Binding binding =
        new Binding(
            new BindingId(step.takeId(IdKind.BINDING)),
            role.id(),
            role.orchestrator(),
            task.id(),
            task.worktree(),
            step.now(),
            null,
            null);
    step.tx().bindings().insert(binding);
    step.record(
        EventKind.BINDING_STARTED,
        role.orchestrator(),
        role.id(),
        Map.of("binding", binding.id().value(), "task", task.id().value()));
    step.mail().ringForUnread(role.id(), task.id());
    if (role.kind() == RoleKind.COORDINATOR) {
      step.episodes().tellMissed(role.orchestrator());
    }
    return binding;
  }

  /** Ends a live binding and withdraws the start that nobody came of. */
  void end(Binding binding, EndReason reason) {
    step.tx().bindings().update(binding.endedAt(step.now(), reason));
    step.record(
        EventKind.BINDING_ENDED,
        binding.orchestrator(),
        binding.role(),
        Map.of("binding", binding.id().value(), "reason", reason.wire()));
    if (reason != EndReason.LAUNCH_FAILED) {
      step.facts()
          .launch(binding.role())
          .filter(launch -> binding.id().equals(launch.binding()) && launch.accepted() == null)
          .ifPresent(launch -> step.tx().launches().update(launch.withdrawn()));
    }
    // Whoever waits in this inbox is to learn of it now, not when its time is over.
    step.effects().inboxGrew(binding.role());
  }
}
