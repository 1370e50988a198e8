package dev.hera.store.h2;

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
    return AppSources.open(directory.resolve("app"), source -> source);
  }

  @Override
  protected int kills() {
    return Effort.of(2, 200);
  }

  @Override
  protected Optional<HeraStore> openWithCommitPoint(Path directory, Runnable beforeCommit) {
    return Optional.of(
        AppSources.open(
            directory.resolve("app"), source -> JdbcPoints.withCommitPoint(source, beforeCommit)));
  }

  @Override
  protected Map<String, String> claimedMode() {
    return Map.of("WRITE_DELAY", "0");
  }

  @Override
  protected Map<String, String> mode(HeraStore opened) {
    H2Store store = (H2Store) ((PooledStore) opened).store();
    return Map.of("WRITE_DELAY", store.setting("WRITE_DELAY"));
  }
}
