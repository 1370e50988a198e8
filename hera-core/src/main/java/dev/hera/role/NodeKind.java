package dev.hera.role;

import java.util.Locale;

/** What a planned node becomes when it starts: a worker, or a coordinator of its own (G20). */
public enum NodeKind {
  WORKER,
  SUBCOORD;

  /** The kind as it stands in tables and results. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
