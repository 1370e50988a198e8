package dev.hera.work;

import dev.hera.history.EventKind;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.role.Binding;
import dev.hera.role.BindingId;
import dev.hera.role.EndReason;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.spi.IdKind;
import java.util.HashMap;
import java.util.Map;

/** Begins and ends bindings (M12, M24). */
public final class BindingChanges {
  private final UnitOfWork unit;

  public BindingChanges(UnitOfWork unit) {
    this.unit = unit;
  }

  /** Binds a role to a task; the doorbell rings for what is unread (M24). */
  public Binding start(Role role, Task task) {
    Binding binding =
        new Binding(
            new BindingId(unit.takeId(IdKind.BINDING)),
            role.id(),
            role.orchestrator(),
            task.id(),
            task.worktree(),
            unit.now(),
            null,
            null);
    unit.tx().bindings().insert(binding);
    Map<String, Object> changes = new HashMap<>(TaskChanges.progress(task));
    changes.put("binding", binding.id().value());
    changes.put("task", task.id().value());
    if (task.branch() != null) {
      changes.put("branch", task.branch());
    }
    unit.record(EventKind.BINDING_STARTED, role.orchestrator(), role.id(), changes);
    unit.effects().placesChanged(task.id());
    unit.mail().ringForUnread(role.id(), task.id());
    if (role.kind() == RoleKind.COORDINATOR) {
      unit.holding().tellMissed(role.orchestrator());
    }
    return binding;
  }

  /** Ends a live binding, and undoes its start when its worker has never called. */
  public void end(Binding binding, EndReason reason) {
    unit.tx().bindings().update(binding.endedAt(unit.now(), reason));
    unit.record(
        EventKind.BINDING_ENDED,
        binding.orchestrator(),
        binding.role(),
        Map.of("binding", binding.id().value(), "reason", reason.wire()));
    if (reason != EndReason.LAUNCH_FAILED) {
      unit.facts()
          .launch(binding.role())
          .filter(launch -> binding.id().equals(launch.binding()) && launch.accepted() == null)
          .ifPresent(this::undo);
    }
    // Whoever waits in this inbox is to learn of it now, not when its time is over.
    unit.effects().inboxGrew(binding.role());
    unit.effects().placesChanged(binding.task());
  }

  /** Nobody needs to decide any more whether its worker runs (G15). */
  private void undo(Launch launch) {
    unit.tx().launches().update(launch.undone());
    if (launch.heldReason() == HoldReason.LAUNCH_UNKNOWN) {
      unit.holding().closeUnknownSilently(launch.role());
    }
  }
}
