package dev.hera.role;

import java.util.Locale;

/** How far a task is (M9). */
public enum TaskStatus {
  PENDING,
  IN_PROGRESS,
  IN_REVIEW,
  COMPLETE;

  /** The status as it stands in tables and results. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
