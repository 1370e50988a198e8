package dev.hera.role;

import java.util.Locale;

/** Why a binding ended (M14). */
public enum EndReason {
  TASK_DELETED,
  TASK_MISSING,
  LAUNCH_FAILED,
  MOVED,
  REBOUND,
  SUPERSEDED,
  RELEASED;

  /** The reason as it stands in tables. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
