package dev.hera.launch.transaction;

import dev.hera.history.EventKind;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchDecision;
import dev.hera.role.Role;
import dev.hera.role.Task;
import dev.hera.work.LaunchSettings;
import dev.hera.work.TaskChanges;
import dev.hera.work.UnitOfWork;
import java.util.Map;
import java.util.Objects;

/** What becomes of a launch of which nobody could tell whether its worker runs (G27). */
public final class UnknownStarts {
  private final UnitOfWork unit;
  private final LaunchFacts launchFacts;

  public UnknownStarts(UnitOfWork unit, LaunchSettings settings) {
    this.unit = unit;
    this.launchFacts = new LaunchFacts(unit, settings);
  }

  /**
   * Does what was decided of a launch that is held for it.
   *
   * @param who who decided, as the beginning of a sentence
   */
  public void carryOut(Launch launch, LaunchDecision decision, String who) {
    unit.record(
        EventKind.LAUNCH_RELEASED,
        launch.orchestrator(),
        launch.role(),
        Map.of("launch", launch.id().value(), "decision", decision.wire()));
    switch (decision) {
      case ADOPT -> adopt(launch);
      case RETRY -> retry(launch, who);
      case GIVE_UP -> giveUp(launch, who);
    }
  }

  /** The worker runs. */
  private void adopt(Launch launch) {
    unit.tx().launches().update(launch.adopted());
    Task task = unit.facts().task(Objects.requireNonNull(launch.task()));
    new TaskChanges(unit).update(task, LaunchFacts.running(task));
    unit.holding().closeTold(unit.facts().gate(launch.role()), null, HoldReason.LAUNCH_UNKNOWN);
    unit.holding().closeConflict(launch);
  }

  /** The worker does not run. A role that has worked keeps its task. */
  private void retry(Launch launch, String who) {
    unit.holding().closeTold(unit.facts().gate(launch.role()), null, HoldReason.LAUNCH_UNKNOWN);
    if (launchFacts.hasWorked(launch)) {
      launchFacts.keepAfterFailedRevival(launch, who + " says that it does not run");
    } else {
      launchFacts.withdraw(launch);
      unit.effects().wakeGater();
    }
  }

  /** The worker is not wanted any more. A role that has worked keeps its task. */
  private void giveUp(Launch launch, String who) {
    unit.holding().closeAllSilently(launch.role());
    if (launchFacts.hasWorked(launch)) {
      launchFacts.keepAfterFailedRevival(launch, who + " gave it up");
      return;
    }
    launchFacts.withdraw(launch);
    Role role = unit.facts().role(launch.role());
    unit.tx().roles().update(role.cancelledAt(unit.now()));
    unit.record(EventKind.NODE_CANCELLED, role.orchestrator(), role.id(), Map.of());
  }
}
