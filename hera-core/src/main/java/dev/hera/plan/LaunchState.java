package dev.hera.plan;

import java.util.Locale;
import java.util.Set;

/** How far a launch is (G21). */
public enum LaunchState {
  /** Recorded by the transaction that made the node ready, perhaps claimed by a gater. */
  REQUESTED,
  /** Task and binding exist, the launcher is being called or was; its worker has not called yet. */
  STARTING,
  /** Its worker has called. */
  BOUND,
  /** The last start failed; retried when due. */
  FAILED,
  /** The launcher cannot tell whether the worker exists; held for a person. */
  UNKNOWN;

  /** The states in which a launch that is due is claimed. */
  public static final Set<LaunchState> OPEN = Set.of(REQUESTED, FAILED);

  /** The state as it stands in tables. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
