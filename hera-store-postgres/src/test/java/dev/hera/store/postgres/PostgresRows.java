package dev.hera.store.postgres;

import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.spi.HeraStore;
import dev.hera.spi.IdKind;
import dev.hera.spi.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows for tests. */
final class PostgresRows {
  private static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_123L);

  private PostgresRows() {}

  /** Inserts an orchestrator with the next id, and gives that id. */
  static long insertNext(Transaction transaction) {
    long id = transaction.takeIds(IdKind.ORCHESTRATOR, 1);
    insert(transaction, id, "o" + id);
    return id;
  }

  /** Inserts an orchestrator with this name. */
  static void insert(Transaction transaction, String name) {
    insert(transaction, transaction.takeIds(IdKind.ORCHESTRATOR, 1), name);
  }

  private static void insert(Transaction transaction, long id, String name) {
    transaction
        .orchestrators()
        .insert(List.of(new Orchestrator(new OrchestratorId(id), name, null, null, NOW, null)));
  }

  /** The names of the orchestrators that are there. */
  static Set<String> names(HeraStore store) {
    return store.read(
        tx ->
            tx.orchestrators().listActive().stream()
                .map(Orchestrator::name)
                .collect(Collectors.toSet()));
  }
}
