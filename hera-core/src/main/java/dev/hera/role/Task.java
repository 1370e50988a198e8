package dev.hera.role;

import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One agent session's unit of work (M9).
 *
 * @param project the project it works in, or null
 * @param reviewCause who moved it to {@code in_review}, or null while it is not there
 * @param worktree the real path of its directory, or null for an agent without one
 * @param branch the branch it works on as it was found last, the full id of a commit when the work
 *     stands on no branch, or null
 * @param baseBranch the branch or commit that it was started on, or null
 * @param exitCode the exit code of the ended session, or null when unknown
 * @param handoffNote what the role last left for whoever comes next, or null
 * @param archived when it was archived, or null
 * @param host the host on which its directory is, or null when there is one machine only
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
    @Nullable Instant archived,
    @Nullable HostId host) {

  public boolean isActive() {
    return archived == null;
  }

  public Task withStatus(
      TaskStatus newStatus, @Nullable ReviewCause newCause, boolean newReadyToClose) {
    return with(
        change -> {
          change.status = newStatus;
          change.reviewCause = newCause;
          change.readyToClose = newReadyToClose;
        });
  }

  public Task withSession(SessionState newSession, @Nullable Integer newExitCode) {
    return with(
        change -> {
          change.session = newSession;
          change.exitCode = newExitCode;
        });
  }

  public Task withHandoffNote(String note) {
    return with(change -> change.handoffNote = note);
  }

  public Task withBranch(String newBranch) {
    return with(change -> change.branch = newBranch);
  }

  public Task withBaseBranch(@Nullable String newBase) {
    return with(change -> change.baseBranch = newBase);
  }

  public Task archivedAt(Instant at) {
    return with(change -> change.archived = at);
  }

  private Task with(Consumer<Change> edit) {
    Change change = new Change(this);
    edit.accept(change);
    return new Task(
        id,
        name,
        project,
        change.status,
        change.reviewCause,
        change.readyToClose,
        worktree,
        change.branch,
        change.baseBranch,
        change.session,
        change.exitCode,
        change.handoffNote,
        created,
        change.archived,
        host);
  }

  /** The fields that change in the course of a task. */
  private static final class Change {
    private TaskStatus status;
    private @Nullable ReviewCause reviewCause;
    private boolean readyToClose;
    private @Nullable String branch;
    private @Nullable String baseBranch;
    private SessionState session;
    private @Nullable Integer exitCode;
    private @Nullable String handoffNote;
    private @Nullable Instant archived;

    Change(Task task) {
      status = task.status;
      reviewCause = task.reviewCause;
      readyToClose = task.readyToClose;
      branch = task.branch;
      baseBranch = task.baseBranch;
      session = task.session;
      exitCode = task.exitCode;
      handoffNote = task.handoffNote;
      archived = task.archived;
    }
  }
}
