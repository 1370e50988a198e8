package dev.hera.plan;

import java.io.Serializable;
import java.util.Locale;

/** What became of a role's session, as {@code hera_revive} tells it. */
public record Revived(String roleName, Outcome outcome) implements Serializable {

  /** What was done, or why nothing was. */
  public enum Outcome {
    RESTARTED,
    SKIPPED_BUSY,
    SKIPPED_PROMPTING,
    SKIPPED_IDLE,
    SKIPPED_STARTING,
    UNSUPPORTED;

    /** The outcome as it stands in results. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
