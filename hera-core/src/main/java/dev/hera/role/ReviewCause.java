package dev.hera.role;

import java.util.Locale;

/** Who moved a task to {@code in_review}; only Hera's own moves are undone by a reopen (M18). */
public enum ReviewCause {
  /** Hera, because the role reported {@code done} or {@code failed}. */
  STATUS,
  /** Hera, because the session ended. */
  SESSION_ENDED,
  /** The embedding app or a person; Hera never undoes it. */
  APP;

  /** The cause as it stands in tables. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
