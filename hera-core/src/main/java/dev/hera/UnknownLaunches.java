package dev.hera;

import dev.hera.error.InvalidArgumentException;
import dev.hera.error.NotFoundException;
import dev.hera.error.Required;
import dev.hera.history.EventKind;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchState;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.Task;
import java.util.Map;
import java.util.Objects;

/**
 * What a person decides of a launch that the launcher cannot tell of (G27); one of {@link
 * Hera#unknownLaunches}. Thread-safe.
 */
public final class UnknownLaunches {
  private final Engine engine;
  private final LaunchSettings settings;

  UnknownLaunches(Engine engine, LaunchSettings settings) {
    this.engine = engine;
    this.settings = settings;
  }

  /**
   * Its worker runs: it is waited for, and accepted with its first call.
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
    engine.write(
        step -> {
          Launch launch = unknown(step, place, name);
          step.record(
              EventKind.LAUNCH_RELEASED,
              launch.orchestrator(),
              launch.role(),
              Map.of("launch", launch.id().value(), "decision", decision));
          effect.carryOut(step, new Launching(step, settings), launch);
          return true;
        });
  }

  private interface Decision {
    void carryOut(Step step, Launching launching, Launch launch);
  }

  private static Launch unknown(Step step, String orchestratorName, String node) {
    Orchestrator orchestrator = new JoinVerbs(step).active(orchestratorName);
    Role role =
        step.tx()
            .roles()
            .findActive(orchestrator.id(), node)
            .orElseThrow(
                () -> new NotFoundException("node", "node", node, "check the plan's names"));
    return step.facts()
        .launch(role.id())
        .filter(launch -> launch.heldReason() == HoldReason.LAUNCH_UNKNOWN)
        .orElseThrow(
            () ->
                new InvalidArgumentException(
                    "node", "\"" + node + "\" is not held for an unknown launch"));
  }

  /** A person says that the worker runs. */
  private static void adopt(Step step, Launching launching, Launch launch) {
    Launch waiting = launch.releasedAt(LaunchState.STARTING, step.now()).dueAt(null);
    step.tx().launches().update(waiting);
    Task task = step.facts().task(Objects.requireNonNull(launch.task()));
    new TaskChanges(step).update(task, Launching.running(task));
    step.episodes().closeTold(step.facts().gate(launch.role()), null, HoldReason.LAUNCH_UNKNOWN);
    step.episodes().closeConflict(step.facts().gate(launch.role()));
  }

  /** A person says that the worker does not run. A role that has worked keeps its task. */
  private static void retry(Step step, Launching launching, Launch launch) {
    step.episodes().closeTold(step.facts().gate(launch.role()), null, HoldReason.LAUNCH_UNKNOWN);
    if (launching.hasWorked(launch)) {
      launching.keepAfterFailedRevival(launch, "a person says that it does not run");
    } else {
      launching.withdraw(launch);
      step.effects().wakeGater();
    }
  }

  /** A person does not want the worker any more. A role that has worked keeps its task. */
  private static void giveUp(Step step, Launching launching, Launch launch) {
    step.episodes().closeAllSilently(launch.role());
    if (launching.hasWorked(launch)) {
      launching.keepAfterFailedRevival(launch, "a person gave it up");
      return;
    }
    launching.withdraw(launch);
    Role role = step.facts().role(launch.role());
    step.tx().roles().update(role.cancelledAt(step.now()));
    step.record(EventKind.NODE_CANCELLED, role.orchestrator(), role.id(), Map.of());
  }
}
