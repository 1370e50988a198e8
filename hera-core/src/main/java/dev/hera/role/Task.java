package dev.hera.role;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One agent session's unit of work (M9).
 *
 * @param project the project it works in, or null
 * @param reviewCause who moved it to {@code in_review}, or null while it is not there
 * @param worktree the real path of its directory, or null for an agent without one
 * @param branch the branch it works on, or null
 * @param baseBranch the branch that one stands on, or null
 * @param exitCode the exit code of the ended session, or null when unknown
 * @param handoffNote what the role last left for whoever comes next, or null
 * @param archived when it was archived, or null
 */
public record Task(
    TaskId id,
    String name,
    @Nullable String project,
    TaskStatus status,
    @Nullable ReviewCause reviewCause,
    boolean readyToClose,
    @Nullable String worktree,
    @Nullable String branch,
    @Nullable String baseBranch,
    SessionState session,
    @Nullable Integer exitCode,
    @Nullable String handoffNote,
    Instant created,
    @Nullable Instant archived)
    implements Serializable {

  public boolean isActive() {
    return archived == null;
  }

  public Task withStatus(
      TaskStatus newStatus, @Nullable ReviewCause newCause, boolean newReadyToClose) {
    return new Task(
        id,
        name,
        project,
        newStatus,
        newCause,
        newReadyToClose,
        worktree,
        branch,
        baseBranch,
        session,
        exitCode,
        handoffNote,
        created,
        archived);
  }

  public Task withSession(SessionState newSession, @Nullable Integer newExitCode) {
    return new Task(
        id,
        name,
        project,
        status,
        reviewCause,
        readyToClose,
        worktree,
        branch,
        baseBranch,
        newSession,
        newExitCode,
        handoffNote,
        created,
        archived);
  }

  public Task withHandoffNote(String note) {
    return new Task(
        id,
        name,
        project,
        status,
        reviewCause,
        readyToClose,
        worktree,
        branch,
        baseBranch,
        session,
        exitCode,
        note,
        created,
        archived);
  }

  public Task withPlace(
      @Nullable String newWorktree, @Nullable String newBranch, @Nullable String newBase) {
    return new Task(
        id,
        name,
        project,
        status,
        reviewCause,
        readyToClose,
        newWorktree,
        newBranch,
        newBase,
        session,
        exitCode,
        handoffNote,
        created,
        archived);
  }

  public Task archivedAt(Instant at) {
    return new Task(
        id,
        name,
        project,
        status,
        reviewCause,
        readyToClose,
        worktree,
        branch,
        baseBranch,
        session,
        exitCode,
        handoffNote,
        created,
        at);
  }
}
