package dev.hera.store.postgres;

import dev.hera.spi.HeraStore;
import dev.hera.store.jooq.JooqStore;
import dev.hera.store.tck.HeraStoreContract;
import dev.hera.store.tck.fault.JdbcPoints;
import dev.hera.store.tck.run.Effort;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

class PostgresStoreContractTest extends HeraStoreContract {
  @Override
  protected HeraStore open(Path directory) {
    return TestServer.open(directory);
  }

  @Override
  protected int kills() {
    return Effort.of(10, 200);
  }

  @Override
  protected Optional<HeraStore> openWithCommitPoint(Path directory, Runnable beforeCommit) {
    return Optional.of(
        JooqStore.open(
            TestServer.engine(
                directory, source -> JdbcPoints.withCommitPoint(source, beforeCommit))));
  }

  @Override
  protected Map<String, String> claimedMode() {
    return Map.of("synchronous_commit", "on");
  }

  @Override
  protected Map<String, String> mode(HeraStore opened) {
    return Map.of("synchronous_commit", ((PostgresStore) opened).setting("synchronous_commit"));
  }
}
