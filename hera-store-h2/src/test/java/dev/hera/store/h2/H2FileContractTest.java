package dev.hera.store.h2;

import dev.hera.Proves;
import dev.hera.spi.HeraStore;
import dev.hera.store.tck.HeraStoreContract;
import dev.hera.store.tck.fault.JdbcPoints;
import dev.hera.store.tck.run.Effort;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

@Proves("M26")
class H2FileContractTest extends HeraStoreContract {
  @Override
  protected HeraStore open(Path directory) {
    return H2Store.open(directory.resolve("hera"));
  }

  @Override
  protected int kills() {
    return Effort.of(25, 200);
  }

  @Override
  protected Optional<HeraStore> openWithCommitPoint(Path directory, Runnable beforeCommit) {
    return Optional.of(
        H2FaultsTest.open(directory, source -> JdbcPoints.withCommitPoint(source, beforeCommit)));
  }

  @Override
  protected Map<String, String> claimedMode() {
    return Map.of("WRITE_DELAY", "0");
  }

  @Override
  protected Map<String, String> mode(HeraStore opened) {
    return Map.of("WRITE_DELAY", ((H2Store) opened).setting("WRITE_DELAY"));
  }
}
