package dev.hera.role;

import java.util.Locale;

/** What a role is in its orchestrator. */
public enum RoleKind {
  COORDINATOR,
  WORKER,
  FREELANCE;

  /** The kind as it stands in tables and results. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
