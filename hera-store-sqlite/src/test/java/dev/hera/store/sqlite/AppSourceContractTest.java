package dev.hera.store.sqlite;

import dev.hera.spi.HeraStore;
import dev.hera.store.jooq.ConnectionChapters;
import dev.hera.store.jooq.PooledStore;
import dev.hera.store.tck.HeraStoreContract;
import dev.hera.store.tck.fault.JdbcPoints;
import dev.hera.store.tck.run.Effort;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;

/** The kit again on connections of an application's own pool. */
@ExtendWith(ConnectionChapters.class)
class AppSourceContractTest extends HeraStoreContract {
  @Override
  protected HeraStore open(Path directory) {
    return AppSources.open(directory.resolve("hera.db"), source -> source);
  }

  @Override
  protected int kills() {
    return Effort.of(2, 200);
  }

  @Override
  protected Optional<HeraStore> openWithCommitPoint(Path directory, Runnable beforeCommit) {
    return Optional.of(
        AppSources.open(
            directory.resolve("hera.db"),
            source -> JdbcPoints.withCommitPoint(source, beforeCommit)));
  }

  @Override
  protected Map<String, String> claimedMode() {
    return Map.of("journal_mode", "wal", "synchronous", "2", "foreign_keys", "1");
  }

  @Override
  protected Map<String, String> mode(HeraStore opened) {
    return Modes.of((SqliteStore) ((PooledStore) opened).store());
  }
}
