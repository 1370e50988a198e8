package dev.hera;

import dev.hera.history.EventKind;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.role.Binding;
import dev.hera.role.RoleId;
import dev.hera.role.SessionState;
import dev.hera.role.StatusRules;
import dev.hera.role.Task;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The acceptance of a worker: the handshake that makes it the one worker of its node (G23a). */
final class Epochs {
  private final Step step;

  Epochs(Step step) {
    this.step = step;
  }

  /** Accepts the worker of the launch's present epoch. */
  void accept(Launch launch) {
    HoldReason held = launch.heldReason();
    step.tx().launches().update(launch.boundAt(step.now()));
    Task before = step.facts().task(Objects.requireNonNull(launch.task()));
    Task task =
        before.session() == SessionState.ENDED ? before : StatusRules.afterSessionStarted(before);
    if (!task.equals(before)) {
      step.tx().tasks().update(task);
      tellElsewhere(task, launch.role());
    }
    Map<String, Object> changes = new HashMap<>(TaskChanges.progress(task));
    changes.put("launch", launch.id().value());
    changes.put("epoch", launch.epoch());
    changes.put("task", task.id().value());
    step.effects().log(step.facts().label(launch.role()) + " called for the first time");
    step.record(EventKind.LAUNCH_BOUND, launch.orchestrator(), launch.role(), changes);
    if (held != null) {
      step.episodes().closeTold(step.facts().gate(launch.role()), null, held);
    }
    step.episodes().closeConflict(step.facts().gate(launch.role()));
  }

  /** The launch's own event tells of the task, too, but not what else the task is (M25). */
  private void tellElsewhere(Task task, RoleId here) {
    for (Binding binding : step.facts().liveBindings(task.id())) {
      if (!binding.role().equals(here)) {
        new TaskChanges(step).record(task, binding.role(), TaskChanges.progress(task));
      }
    }
  }
}
