package dev.hera.role;

import java.util.Locale;

/** What Hera was told of a task's agent session (M10). */
public enum SessionState {
  NONE,
  STARTING,
  RUNNING,
  ENDED;

  /** The state as it stands in tables. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
