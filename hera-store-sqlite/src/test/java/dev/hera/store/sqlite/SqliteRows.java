package dev.hera.store.sqlite;

import dev.hera.role.NodeKind;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.spi.IdKind;
import dev.hera.spi.Transaction;
import java.time.Instant;
import java.util.List;

/** Rows for tests. */
final class SqliteRows {
  static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_123L);
  static final OrchestratorId CHECKOUT = new OrchestratorId(1);

  private SqliteRows() {}

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

  /** Inserts an orchestrator with the next id, and gives that id. */
  static long insertNext(Transaction transaction) {
    long id = transaction.takeIds(IdKind.ORCHESTRATOR, 1);
    transaction.orchestrators().insert(List.of(orchestrator(id, "o" + id)));
    return id;
  }
}
