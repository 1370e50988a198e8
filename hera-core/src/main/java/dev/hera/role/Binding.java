package dev.hera.role;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That a task fills a role (M12), from its start until it is ended.
 *
 * @param worktree the task's worktree when it was bound, or null
 * @param ended when it ended, or null while it is live
 * @param endReason why it ended, or null while it is live
 */
public record Binding(
    BindingId id,
    RoleId role,
    OrchestratorId orchestrator,
    TaskId task,
    @Nullable String worktree,
    Instant started,
    @Nullable Instant ended,
    @Nullable EndReason endReason) {

  public boolean isLive() {
    return ended == null;
  }

  /**
   * Whether this binding shows that its role had been started: it did not end as a failed start.
   */
  public boolean isStart() {
    return endReason != EndReason.LAUNCH_FAILED;
  }

  public Binding endedAt(Instant at, EndReason reason) {
    return new Binding(id, role, orchestrator, task, worktree, started, at, reason);
  }

  /** Whether its worker exchanged it for another place, and so goes on elsewhere. */
  public boolean wentOn() {
    return endReason == EndReason.MOVED || endReason == EndReason.REBOUND;
  }
}
