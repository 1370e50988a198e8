package dev.hera.call;

import dev.hera.history.EventKind;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.role.SessionState;
import dev.hera.role.StatusRules;
import dev.hera.role.Task;
import dev.hera.work.TaskChanges;
import dev.hera.work.UnitOfWork;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A worker's first call, from which on it is the one worker of its node (G23a). */
public final class Handshake {
  private final UnitOfWork unit;

  public Handshake(UnitOfWork unit) {
    this.unit = unit;
  }

  /** The worker of the launch's present epoch has called. */
  public void connect(Launch launch) {
    HoldReason held = launch.heldReason();
    unit.tx().launches().update(launch.connectedAt(unit.now()));
    Task before = unit.facts().task(Objects.requireNonNull(launch.task()));
    Task task =
        before.session() == SessionState.ENDED ? before : StatusRules.afterSessionStarted(before);
    if (!task.equals(before)) {
      unit.tx().tasks().update(task);
      new TaskChanges(unit).tellElsewhere(task, launch.role(), TaskChanges.progress(task));
    }
    Map<String, Object> changes = new HashMap<>(TaskChanges.progress(task));
    changes.put("launch", launch.id().value());
    changes.put("epoch", launch.epoch());
    changes.put("task", task.id().value());
    unit.effects().log(unit.facts().label(launch.role()) + " called for the first time");
    unit.record(EventKind.LAUNCH_BOUND, launch.orchestrator(), launch.role(), changes);
    if (held != null) {
      unit.holding().closeTold(unit.facts().gate(launch.role()), null, held);
    }
    unit.holding().closeConflict(launch);
  }
}
