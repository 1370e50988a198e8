package dev.hera;

import dev.hera.error.InvalidArgumentException;
import dev.hera.error.NotFoundException;
import dev.hera.history.EventKind;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import java.util.Map;
import java.util.function.BiConsumer;

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
    decide(orchestrator, node, "adopt", Launching::adoptUnknown);
  }

  /** Its worker does not run: it is started again; refuses as {@link #adopt} does. */
  public void retry(String orchestrator, String node) {
    decide(orchestrator, node, "retry", Launching::retryUnknown);
  }

  /** The node is cancelled; refuses as {@link #adopt} does. */
  public void giveUp(String orchestrator, String node) {
    decide(orchestrator, node, "give_up", Launching::giveUpUnknown);
  }

  private void decide(
      String orchestrator, String node, String decision, BiConsumer<Launching, Launch> effect) {
    engine.write(
        step -> {
          Launch launch = unknown(step, orchestrator, node);
          step.record(
              EventKind.LAUNCH_RELEASED,
              launch.orchestrator(),
              launch.role(),
              Map.of("launch", launch.id().value(), "decision", decision));
          effect.accept(new Launching(step, settings), launch);
          return true;
        });
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
}
