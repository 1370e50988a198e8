package dev.hera.plan;

import java.util.Locale;

/** What a blocker means for its dependents (G1). */
public enum BlockerOutcome {
  SATISFIED,
  WORKING,
  FAILED;

  /** The outcome as it stands in tables and results. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
