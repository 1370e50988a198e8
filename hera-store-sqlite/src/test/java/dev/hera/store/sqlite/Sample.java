package dev.hera.store.sqlite;

import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchOptions;
import dev.hera.role.NodeKind;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.spi.IdKind;
import dev.hera.spi.Transaction;
import java.time.Instant;

/** Rows for tests. */
final class Sample {
  static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_123L);
  static final OrchestratorId CHECKOUT = new OrchestratorId(1);

  private Sample() {}

  static Orchestrator orchestrator(long id, String name) {
    return new Orchestrator(new OrchestratorId(id), name, null, null, NOW, null);
  }

  static Role role(long id, String name) {
    return new Role(
        new RoleId(id),
        CHECKOUT,
        name,
        RoleKind.WORKER,
        NodeKind.WORKER,
        null,
        "Build it",
        NOW,
        null,
        null,
        null,
        null);
  }

  /** A launch of the role with the same id, due now. */
  static Launch launch(long id) {
    return Launch.request(
        new LaunchId(id),
        CHECKOUT,
        new RoleId(id),
        new LaunchKey("key-" + id),
        LaunchOptions.NONE,
        NOW);
  }

  /** Inserts an orchestrator with the next id, and gives that id. */
  static long insertNext(Transaction transaction) {
    long id = transaction.takeIds(IdKind.ORCHESTRATOR, 1);
    transaction.orchestrators().insert(orchestrator(id, "o" + id));
    return id;
  }
}
