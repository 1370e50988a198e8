package dev.hera.view;

import dev.hera.plan.Gate;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchState;
import dev.hera.plan.NodeFacts;
import dev.hera.plan.NodeState;
import dev.hera.plan.OutcomeRule;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The state of a node in the picture (W1), in the fixed order of counts and legends (W7). */
public enum ViewState {
  DONE("✓"),
  IN_REVIEW("◔"),
  WORKING("⟳"),
  PENDING("·"),
  FAILED("✕"),
  CANCELLED("✕"),
  HELD("⏸"),
  READY("◎"),
  PLANNED("○");

  private final String glyph;

  ViewState(String glyph) {
    this.glyph = glyph;
  }

  /**
   * The state of a node. While a start is tried again that failed before, it stays ready.
   *
   * @param task the task that it last ran as, or null when it never ran
   * @param launch its launch, or null when it never had one
   */
  public static ViewState of(
      NodeFacts facts, Gate gate, @Nullable Task task, @Nullable Launch launch) {
    boolean triedAgain =
        launch != null
            && launch.state() == LaunchState.STARTING
            && launch.attempts() > 0
            && task != null
            && task.session() == SessionState.STARTING;
    return triedAgain && !facts.cancelled()
        ? READY
        : of(facts, gate, task == null ? null : task.status(), launch);
  }

  /**
   * The state of a node.
   *
   * @param taskStatus the status of the task that it last ran as, or null when it never ran
   * @param launch its launch, or null when it never had one
   */
  static ViewState of(
      NodeFacts facts, Gate gate, @Nullable TaskStatus taskStatus, @Nullable Launch launch) {
    if (facts.cancelled()) {
      return CANCELLED;
    }
    if (!facts.started() || (launch != null && launch.heldReason() != null)) {
      return switch (NodeState.of(gate, launch)) {
        case PLANNED -> PLANNED;
        case READY -> READY;
        case HELD -> HELD;
      };
    }
    return ofStarted(facts, taskStatus, launch);
  }

  private static ViewState ofStarted(
      NodeFacts facts, @Nullable TaskStatus taskStatus, @Nullable Launch launch) {
    boolean complete = taskStatus == TaskStatus.COMPLETE;
    if (facts.status() == Status.FAILED || (!complete && isLost(OutcomeRule.of(facts)))) {
      return FAILED;
    }
    if (complete) {
      return DONE;
    }
    if (facts.status() == Status.DONE) {
      return IN_REVIEW;
    }
    boolean awaited = launch != null && launch.binding() != null && launch.accepted() == null;
    return facts.live() && awaited ? PENDING : WORKING;
  }

  private static boolean isLost(OutcomeRule rule) {
    return rule == OutcomeRule.ENDED_WITHOUT_DONE
        || rule == OutcomeRule.TASK_MISSING
        || rule == OutcomeRule.STOPPED_WITHOUT_DONE;
  }

  /** The mark of the state; failed and cancelled share theirs and need their label or colour. */
  public String glyph() {
    return glyph;
  }

  /** The state as people read it, for instance {@code in review}. */
  public String label() {
    return wire().replace('_', ' ');
  }

  /** The state as it stands in results, for instance {@code in_review}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
