package dev.hera.host;

import java.util.Locale;

/** What a host is there for, as it or an operator said last. */
public enum HostState {
  /** It starts workers. */
  ACTIVE,
  /** It starts nothing new; what runs finishes. */
  DRAINING,
  /** It only looks after the workers that it started before. */
  WITHOUT_WORKERS,
  /** It ended in order. */
  STOPPED;

  /** The state as it stands in tables and results. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
