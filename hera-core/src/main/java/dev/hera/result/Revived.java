package dev.hera.result;

import java.util.Locale;

/**
 * What became of a role's session, as {@code Coordinator.revive} and {@code
 * Coordinator.decideLaunch} tell it.
 */
public record Revived(String roleName, Outcome outcome) {

  /** What was done, or why nothing was. */
  public enum Outcome {
    /** A new session runs, under the key of the old one and a later epoch. */
    RESTARTED,
    /** Its session runs; also when it last reported {@code done} or {@code failed}. */
    SKIPPED_BUSY,
    /** Its session runs, and it last reported {@code blocked}: it waits for an answer. */
    SKIPPED_PROMPTING,
    /** Its session runs, and it last reported {@code idle}. */
    SKIPPED_IDLE,
    /** Its session is being started. */
    SKIPPED_STARTING,
    /** Nobody can tell whether its session runs: a person decides (G27). */
    LAUNCH_UNKNOWN,
    /** A person said that its session runs: it is waited for. */
    ADOPTED,
    /**
     * A person said that its session does not run: a node is started again, unless it has worked.
     */
    RETRIED,
    /** A person gave its launch up: a node that never worked is cancelled. */
    GIVEN_UP,
    /**
     * There is no session of the launcher's to start anew: the node has not started, its place was
     * given up, or the app runs its session itself.
     */
    UNSUPPORTED;

    /** The outcome as it stands in results. */
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
