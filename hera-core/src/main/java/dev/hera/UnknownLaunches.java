package dev.hera;

import dev.hera.error.InvalidArgumentException;
import dev.hera.error.NotFoundException;
import dev.hera.launch.transaction.UnknownStarts;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchDecision;
import dev.hera.role.Orchestrator;
import dev.hera.role.Required;
import dev.hera.role.Role;
import dev.hera.verb.JoinVerbs;
import dev.hera.vocabulary.Quotation;
import dev.hera.vocabulary.Verb;
import dev.hera.work.LaunchSettings;
import dev.hera.work.UnitOfWork;
import dev.hera.work.UnitsOfWork;
import java.util.Optional;

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
    decide(orchestrator, node, LaunchDecision.ADOPT);
  }

  /**
   * Its worker does not run: it is started again, unless it has worked; then it keeps its task and
   * can be {@linkplain Coordinator#revive revived}. Refuses as {@link #adopt} does.
   */
  public void retry(String orchestrator, String node) {
    decide(orchestrator, node, LaunchDecision.RETRY);
  }

  /**
   * Its worker is not wanted any more: the node is cancelled, unless it has worked; then it keeps
   * its task and can be {@linkplain Coordinator#revive revived}. Refuses as {@link #adopt} does.
   */
  public void giveUp(String orchestrator, String node) {
    decide(orchestrator, node, LaunchDecision.GIVE_UP);
  }

  private void decide(String orchestrator, String node, LaunchDecision decision) {
    String place = Required.trimmed("orchestrator", orchestrator);
    String name = Required.trimmed("node", node);
    units.write(
        unit -> {
          carryOut(unit, settings, unknown(unit, place, name), decision);
          return true;
        });
  }

  /** Does what a person decided of a launch that is held for it. */
  static void carryOut(
      UnitOfWork unit, LaunchSettings settings, Launch launch, LaunchDecision decision) {
    new UnknownStarts(unit, settings).carryOut(launch, decision, "a person");
  }

  private static Launch unknown(UnitOfWork unit, String orchestratorName, String node) {
    Orchestrator orchestrator = new JoinVerbs(unit).active(orchestratorName);
    Role role =
        unit.tx()
            .roles()
            .findActive(orchestrator.id(), node)
            .orElseThrow(
                () -> new NotFoundException("node", "node", node, "check the plan's names"));
    return find(unit, role)
        .orElseThrow(
            () ->
                new InvalidArgumentException(
                    "node",
                    Quotation.of(node)
                        + " is not held for an unknown launch; see "
                        + Verb.EXPLAIN
                        + " for how it stands"));
  }

  /** The launch of a node, when it is held for a person. */
  static Optional<Launch> find(UnitOfWork unit, Role node) {
    return unit.facts()
        .launch(node.id())
        .filter(launch -> launch.heldReason() == HoldReason.LAUNCH_UNKNOWN);
  }
}
