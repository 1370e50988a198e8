package dev.hera;

import dev.hera.error.InvalidArgumentException;
import dev.hera.error.NotFoundException;
import dev.hera.history.EventKind;
import dev.hera.launch.LaunchFacts;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.role.Orchestrator;
import dev.hera.role.Required;
import dev.hera.role.Role;
import dev.hera.role.Task;
import dev.hera.verb.JoinVerbs;
import dev.hera.work.LaunchSettings;
import dev.hera.work.TaskChanges;
import dev.hera.work.UnitOfWork;
import dev.hera.work.UnitsOfWork;
import java.util.Map;
import java.util.Objects;

/**
 * What a person decides of a launch that the launcher cannot tell of (G27); one of {@link
 * Hera#unknownLaunches}. Thread-safe.
 */
public final class UnknownLaunches {
  private final UnitsOfWork units;
  private final LaunchSettings settings;

  UnknownLaunches(UnitsOfWork units, LaunchSettings settings) {
    this.units = units;
    this.settings = settings;
  }

  /**
   * Its worker runs: it is waited for, and its first call is its handshake.
   *
   * @throws NotFoundException when there is no such orchestrator or node
   * @throws InvalidArgumentException when the node is not held for an unknown launch
   */
  public void adopt(String orchestrator, String node) {
    decide(orchestrator, node, "adopt", UnknownLaunches::adopt);
  }

  /** Its worker does not run: it is started again; refuses as {@link #adopt} does. */
  public void retry(String orchestrator, String node) {
    decide(orchestrator, node, "retry", UnknownLaunches::retry);
  }

  /** The node is cancelled; refuses as {@link #adopt} does. */
  public void giveUp(String orchestrator, String node) {
    decide(orchestrator, node, "give_up", UnknownLaunches::giveUp);
  }

  private void decide(String orchestrator, String node, String decision, Decision effect) {
    String place = Required.trimmed("orchestrator", orchestrator);
    String name = Required.trimmed("node", node);
    units.write(
        unit -> {
          Launch launch = unknown(unit, place, name);
          unit.record(
              EventKind.LAUNCH_RELEASED,
              launch.orchestrator(),
              launch.role(),
              Map.of("launch", launch.id().value(), "decision", decision));
          effect.carryOut(unit, new LaunchFacts(unit, settings), launch);
          return true;
        });
  }

  private interface Decision {
    void carryOut(UnitOfWork unit, LaunchFacts launching, Launch launch);
  }

  private static Launch unknown(UnitOfWork unit, String orchestratorName, String node) {
    Orchestrator orchestrator = new JoinVerbs(unit).active(orchestratorName);
    Role role =
        unit.tx()
            .roles()
            .findActive(orchestrator.id(), node)
            .orElseThrow(
                () -> new NotFoundException("node", "node", node, "check the plan's names"));
    return unit.facts()
        .launch(role.id())
        .filter(launch -> launch.heldReason() == HoldReason.LAUNCH_UNKNOWN)
        .orElseThrow(
            () ->
                new InvalidArgumentException(
                    "node", "\"" + node + "\" is not held for an unknown launch"));
  }

  /** A person says that the worker runs. */
  private static void adopt(UnitOfWork unit, LaunchFacts launching, Launch launch) {
    unit.tx().launches().update(launch.adopted());
    Task task = unit.facts().task(Objects.requireNonNull(launch.task()));
    new TaskChanges(unit).update(task, LaunchFacts.running(task));
    unit.holding().closeTold(unit.facts().gate(launch.role()), null, HoldReason.LAUNCH_UNKNOWN);
    unit.holding().closeConflict(unit.facts().gate(launch.role()));
  }

  /** A person says that the worker does not run. A role that has worked keeps its task. */
  private static void retry(UnitOfWork unit, LaunchFacts launching, Launch launch) {
    unit.holding().closeTold(unit.facts().gate(launch.role()), null, HoldReason.LAUNCH_UNKNOWN);
    if (launching.hasWorked(launch)) {
      launching.keepAfterFailedRevival(launch, "a person says that it does not run");
    } else {
      launching.withdraw(launch);
      unit.effects().wakeGater();
    }
  }

  /** A person does not want the worker any more. A role that has worked keeps its task. */
  private static void giveUp(UnitOfWork unit, LaunchFacts launching, Launch launch) {
    unit.holding().closeAllSilently(launch.role());
    if (launching.hasWorked(launch)) {
      launching.keepAfterFailedRevival(launch, "a person gave it up");
      return;
    }
    launching.withdraw(launch);
    Role role = unit.facts().role(launch.role());
    unit.tx().roles().update(role.cancelledAt(unit.now()));
    unit.record(EventKind.NODE_CANCELLED, role.orchestrator(), role.id(), Map.of());
  }
}
