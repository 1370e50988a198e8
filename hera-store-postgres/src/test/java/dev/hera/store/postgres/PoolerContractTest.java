package dev.hera.store.postgres;

import dev.hera.spi.HeraStore;
import dev.hera.store.tck.HeraStoreContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The whole contract behind a pooler. */
@EnabledIfSystemProperty(named = "hera.full", matches = "true")
class PoolerContractTest extends HeraStoreContract {
  private static Pooler pooler;

  @BeforeAll
  static void start() throws IOException {
    pooler = Pooler.start(TestServer.port());
  }

  @AfterAll
  static void stop() {
    if (pooler != null) {
      pooler.close();
    }
  }

  /** The process that is killed has no pooler of its own, and connects to the server. */
  @Override
  protected HeraStore open(Path directory) {
    return pooler == null
        ? TestServer.open(directory)
        : PostgresStore.open(pooler.url(TestServer.schema(directory)), new Properties());
  }
}
