package dev.hera.plan;

import static dev.hera.plan.BlockerOutcome.FAILED;
import static dev.hera.plan.BlockerOutcome.SATISFIED;
import static dev.hera.plan.BlockerOutcome.WORKING;

import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;

/**
 * The table G1: how one blocker bears on its dependents. The first row that applies decides; gate,
 * explain, views and notices all ask here (G2).
 */
public enum OutcomeRule {
  CANCELLED_NODE(SATISFIED, "it was cancelled"),
  PRUNED(SATISFIED, "it was archived before it ever started"),
  REPORTED_DONE(SATISFIED, "it reported done"),
  REPORTED_FAILED(FAILED, "it reported failed"),
  LIVE_COORDINATOR(WORKING, "it is a coordinator, which never reports done"),
  NEVER_STARTED(WORKING, "it has not started"),
  ENDED_WITHOUT_DONE(FAILED, "it ran and was ended without reporting done"),
  TASK_MISSING(FAILED, "its task is missing"),
  AT_WORK(WORKING, "it is at work"),
  STOPPED_WITHOUT_DONE(
      FAILED, "its session ended, or its task was closed, before it reported done");

  private final BlockerOutcome outcome;
  private final String because;

  OutcomeRule(BlockerOutcome outcome, String because) {
    this.outcome = outcome;
    this.because = because;
  }

  /** The row that decides for a blocker with these facts. */
  public static OutcomeRule of(NodeFacts facts) {
    if (facts.cancelled()) {
      return CANCELLED_NODE;
    }
    if (facts.archived() && !facts.started()) {
      return PRUNED;
    }
    if (facts.status() == Status.DONE) {
      return REPORTED_DONE;
    }
    if (facts.status() == Status.FAILED) {
      return REPORTED_FAILED;
    }
    if (facts.kind() == RoleKind.COORDINATOR && facts.live()) {
      return LIVE_COORDINATOR;
    }
    if (!facts.started()) {
      return NEVER_STARTED;
    }
    if (!facts.live()) {
      return ENDED_WITHOUT_DONE;
    }
    if (facts.taskStatus() == null) {
      return TASK_MISSING;
    }
    boolean open =
        facts.taskStatus() == TaskStatus.PENDING || facts.taskStatus() == TaskStatus.IN_PROGRESS;
    return open ? AT_WORK : STOPPED_WITHOUT_DONE;
  }

  /** The number of the row in the specification, 1 to 10. */
  public int number() {
    return ordinal() + 1;
  }

  /** What a blocker of this row means for its dependents. */
  public BlockerOutcome outcome() {
    return outcome;
  }

  /** Why, as the end of a sentence about the blocker: "it reported failed". */
  public String because() {
    return because;
  }
}
