package dev.hera.view;

import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a role is at, as one mark for lists of roles and for nodes that somebody works on (W4).
 * {@code working} has no mark of its own: what is shown is real activity.
 */
public enum RoleIcon {
  NEEDS_INPUT("?", "needs input"),
  /** Its session runs; where pictures move, the mark turns. */
  ACTIVE("⟳", "active"),
  ACCEPTED("✓", "accepted"),
  READY_TO_CLOSE("◔", "ready to close"),
  FAILED("✕", "failed"),
  DONE("✓", "done"),
  IDLE("☾", "idle"),
  LIVE("☾", "live"),
  ENDED("☾", "not live");

  private final String glyph;
  private final String label;

  RoleIcon(String glyph, String label) {
    this.glyph = glyph;
    this.label = label;
  }

  /**
   * The first that applies.
   *
   * @param status what it last reported, or null
   * @param task the task that it last worked on, or null
   * @param live whether a session fills the role
   */
  public static RoleIcon of(@Nullable Status status, @Nullable Task task, boolean live) {
    if (status == Status.BLOCKED) {
      return NEEDS_INPUT;
    }
    if (task != null) {
      if (task.session() == SessionState.RUNNING && task.status() == TaskStatus.IN_PROGRESS) {
        return ACTIVE;
      }
      if (task.status() == TaskStatus.COMPLETE) {
        return ACCEPTED;
      }
      if (task.readyToClose()) {
        return READY_TO_CLOSE;
      }
    }
    return ofStatus(status, live);
  }

  private static RoleIcon ofStatus(@Nullable Status status, boolean live) {
    if (status == Status.FAILED) {
      return FAILED;
    }
    if (status == Status.DONE) {
      return DONE;
    }
    if (status == Status.IDLE) {
      return IDLE;
    }
    return live ? LIVE : ENDED;
  }

  /** The mark; some share theirs and need their label or colour. */
  public String glyph() {
    return glyph;
  }

  /** The mark's meaning as people read it. */
  public String label() {
    return label;
  }

  /** The icon as it stands in results, for instance {@code needs_input}. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
