package dev.hera.plan;

import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import java.time.Instant;

/** Launches to begin a test with. */
final class Launches {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private Launches() {}

  static Launch requested() {
    return Launch.request(
        new LaunchId(5),
        new OrchestratorId(3),
        new RoleId(1),
        new LaunchKey("key"),
        LaunchOptions.NONE,
        NOW);
  }
}
