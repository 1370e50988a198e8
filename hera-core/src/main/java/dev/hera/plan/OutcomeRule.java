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
  CANCELLED_NODE(1, SATISFIED, "it was cancelled"),
  PRUNED(2, SATISFIED, "it was archived before it ever started"),
  REPORTED_DONE(3, SATISFIED, "it reported done"),
  REPORTED_FAILED(4, FAILED, "it reported failed"),
  LIVE_COORDINATOR(5, WORKING, "it is a coordinator, which never reports done"),
  NEVER_STARTED(6, WORKING, "it has not started"),
  ENDED_WITHOUT_DONE(7, FAILED, "it ran and was ended without reporting done"),
  TASK_MISSING(8, FAILED, "its task is missing"),
  AT_WORK(9, WORKING, "it is at work"),
  STOPPED_WITHOUT_DONE(
      10, FAILED, "its session ended, or its task was closed, before it reported done");

  private final int number;
  private final BlockerOutcome outcome;
  private final String because;

  OutcomeRule(int number, BlockerOutcome outcome, String because) {
    this.number = number;
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
    return number;
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
