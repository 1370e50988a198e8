package dev.hera.plan;

import java.util.Locale;

/** Why a node is held (G3). */
public enum HoldReason {
  BLOCKER_FAILED,
  LAUNCH_UNKNOWN,
  MERGE_CONFLICT;

  /** The reason as it stands in tables and results. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
