package dev.hera.plan;

import dev.hera.role.SessionState;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * How many live workers there may be (G11).
 *
 * @param ofHera at most so many in all
 * @param ofEachOrchestrator at most so many in each orchestrator
 */
public record PlaceLimits(int ofHera, int ofEachOrchestrator) {
  /** As many as come. */
  public static final PlaceLimits NONE = new PlaceLimits(Integer.MAX_VALUE, Integer.MAX_VALUE);

  /** Whose live workers are counted. */
  public enum Scope {
    HERA,
    ORCHESTRATOR
  }

  /** The most live workers of this scope. */
  public int limit(Scope scope) {
    return scope == Scope.HERA ? ofHera : ofEachOrchestrator;
  }

  /** Whether the live workers of this scope need to be counted at all. */
  public boolean isLimited(Scope scope) {
    return limit(scope) != Integer.MAX_VALUE;
  }

  /** Whether so many live workers leave no place for one more. */
  public boolean isFull(Scope scope, int live) {
    return live >= limit(scope);
  }

  /**
   * Whether a launch counts against the limits of live workers: from its claim until its start
   * failed, its session ended, or its task was done with.
   *
   * @param current the task of the current attempt, or null when there is none
   * @param hasPlace whether the worker of the current attempt has a live place, be it another one
   *     than it was started for
   */
  public static boolean counts(Launch launch, @Nullable Task current, boolean hasPlace) {
    return switch (launch.state()) {
      case REQUESTED, FAILED -> launch.isClaimed();
      case STARTING, BOUND, UNKNOWN -> hasPlace && current != null && isAtWork(current);
    };
  }

  /** Whether a task is one that a worker with a live place counts for. */
  public static boolean isAtWork(Task task) {
    return task.session() != SessionState.ENDED
        && (task.status() == TaskStatus.PENDING || task.status() == TaskStatus.IN_PROGRESS);
  }
}
