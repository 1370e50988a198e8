package dev.hera.view;

import dev.hera.result.Explanation;
import java.util.List;

/**
 * What became of a plan that somebody waited for.
 *
 * @param plan the plan as it was when the wait ended
 * @param holding why the nodes that somebody has to act on do not go on, in role-id order
 */
public record PlanOutcome(PlanProgress progress, PlanView plan, List<Explanation> holding) {

  public PlanOutcome {
    holding = List.copyOf(holding);
  }

  /** Whether every node that is not cancelled reports {@code done}. */
  public boolean isComplete() {
    return progress == PlanProgress.COMPLETE;
  }
}
