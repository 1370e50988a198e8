package dev.hera.plan;

import java.util.Locale;

/** What a person says of a launch of which nobody can tell whether its worker runs (G27). */
public enum LaunchDecision {
  /** Its worker runs: it is waited for, and its first call is its handshake. */
  ADOPT,
  /** Its worker does not run: it is started again, unless it has worked; then it can be revived. */
  RETRY,
  /** Its worker is not wanted any more: the node is cancelled, unless it has worked. */
  GIVE_UP;

  /** The decision as it stands in the history. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
