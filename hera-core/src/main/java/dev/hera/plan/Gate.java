package dev.hera.plan;

import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;

/**
 * What the gate keeps of one role, so that a change touches only the role's dependents: its own
 * outcome, and how many of its blockers are not satisfied. A recount over the edges gives the same
 * numbers at the end of every transaction.
 *
 * @param planned whether the role is in the planned set (G4)
 * @param outcome what the role means for its dependents
 * @param working how many of its blockers have outcome {@code working}
 * @param failed how many of its blockers have outcome {@code failed}
 */
public record Gate(
    RoleId role,
    OrchestratorId orchestrator,
    boolean planned,
    BlockerOutcome outcome,
    int working,
    int failed) {

  /** The gate of a role that waits for nobody yet. */
  public static Gate of(RoleId role, OrchestratorId orchestrator, NodeFacts facts) {
    return new Gate(role, orchestrator, facts.isPlanned(), OutcomeRule.of(facts).outcome(), 0, 0);
  }

  /** Whether every blocker is satisfied. */
  public boolean isOpen() {
    return working == 0 && failed == 0;
  }

  /** The same gate for another role, of which the same is true. */
  public Gate forRole(RoleId other) {
    return new Gate(other, orchestrator, planned, outcome, working, failed);
  }

  /** The gate with these new facts of its role, and the same blockers. */
  public Gate with(NodeFacts facts) {
    return new Gate(
        role, orchestrator, facts.isPlanned(), OutcomeRule.of(facts).outcome(), working, failed);
  }

  /** Whether a worker may be started for the role: it is planned and waits for nobody (G3, G4). */
  public boolean isReady() {
    return planned && isOpen();
  }

  /** The gate with one more blocker of this outcome. */
  public Gate plus(BlockerOutcome blocker) {
    return counting(blocker, 1);
  }

  /** The gate with one blocker of this outcome less. */
  public Gate minus(BlockerOutcome blocker) {
    return counting(blocker, -1);
  }

  private Gate counting(BlockerOutcome blocker, int delta) {
    return switch (blocker) {
      case SATISFIED -> this;
      case WORKING -> new Gate(role, orchestrator, planned, outcome, working + delta, failed);
      case FAILED -> new Gate(role, orchestrator, planned, outcome, working, failed + delta);
    };
  }
}
