package dev.hera.plan;

import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;

/**
 * What the gate keeps of one role, so that a change touches only the role's dependents: its own
 * outcome, and how many of its blockers are not satisfied. A recount over the edges gives the same
 * numbers at the end of every transaction.
 *
 * @param outcome what the role means for its dependents
 * @param working how many of its blockers have outcome {@code working}
 * @param failed how many of its blockers have outcome {@code failed}
 */
public record Gate(
    RoleId role, OrchestratorId orchestrator, BlockerOutcome outcome, int working, int failed) {

  /** Whether every blocker is satisfied. */
  public boolean isOpen() {
    return working == 0 && failed == 0;
  }

  public Gate withOutcome(BlockerOutcome newOutcome) {
    return new Gate(role, orchestrator, newOutcome, working, failed);
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
      case WORKING -> new Gate(role, orchestrator, outcome, working + delta, failed);
      case FAILED -> new Gate(role, orchestrator, outcome, working, failed + delta);
    };
  }
}
