package dev.hera.role;

import org.jspecify.annotations.Nullable;

/**
 * What a reported status and the start or end of a session do to a task (M11, M17, M18): pure
 * functions, and the only place of these rules.
 */
public final class StatusRules {
  private StatusRules() {}

  /**
   * The task after a role reported {@code next}.
   *
   * @param kind the role's kind; only a worker moves its task
   * @param previous what the role had reported before, or null
   */
  public static Task afterStatus(RoleKind kind, @Nullable Status previous, Task task, Status next) {
    if (kind != RoleKind.WORKER) {
      return task;
    }
    return next.isFinal() ? finished(task, next) : reopened(previous, task);
  }

  private static Task finished(Task task, Status next) {
    if (task.status() != TaskStatus.IN_PROGRESS) {
      return task;
    }
    return task.withStatus(TaskStatus.IN_REVIEW, ReviewCause.STATUS, next == Status.DONE);
  }

  private static Task reopened(@Nullable Status previous, Task task) {
    boolean left = previous != null && previous.isFinal();
    boolean undoes =
        task.reviewCause() == ReviewCause.SESSION_ENDED
            || (left && task.reviewCause() == ReviewCause.STATUS);
    if (task.status() == TaskStatus.IN_REVIEW && undoes) {
      return task.withStatus(TaskStatus.IN_PROGRESS, null, false);
    }
    return left ? task.withStatus(task.status(), task.reviewCause(), false) : task;
  }

  /**
   * The task that a new role begins with: what Hera closed for an earlier role is open again, or
   * the new one would count as failed at once.
   */
  public static Task afterJoining(Task task) {
    return isClosedByHera(task) ? task.withStatus(TaskStatus.IN_PROGRESS, null, false) : task;
  }

  /** Whether the work of a task is over, and it was not the app that moved it to review. */
  public static boolean isOver(Task task) {
    return task.status() == TaskStatus.COMPLETE || isClosedByHera(task);
  }

  private static boolean isClosedByHera(Task task) {
    return task.status() == TaskStatus.IN_REVIEW && task.reviewCause() != ReviewCause.APP;
  }

  /** The task after the app or the launcher said that its session runs. */
  public static Task afterSessionStarted(Task task) {
    Task running = task.withSession(SessionState.RUNNING, null);
    boolean endedOnly =
        task.status() == TaskStatus.IN_REVIEW && task.reviewCause() == ReviewCause.SESSION_ENDED;
    return endedOnly || task.status() == TaskStatus.PENDING
        ? running.withStatus(TaskStatus.IN_PROGRESS, null, false)
        : running;
  }

  /**
   * The task after the app or the launcher said that its session ended.
   *
   * @param isWorker whether the task is bound as a worker; only then does it move to review
   * @param exitCode the session's exit code, or null when unknown
   */
  public static Task afterSessionEnded(Task task, boolean isWorker, @Nullable Integer exitCode) {
    Task ended = task.withSession(SessionState.ENDED, exitCode);
    boolean open = task.status() == TaskStatus.PENDING || task.status() == TaskStatus.IN_PROGRESS;
    if (!isWorker || !open) {
      return ended;
    }
    boolean wellEnded = exitCode != null && exitCode == 0;
    return ended.withStatus(TaskStatus.IN_REVIEW, ReviewCause.SESSION_ENDED, wellEnded);
  }
}
