package dev.hera.store.postgres;

import dev.hera.spi.HeraStore;
import dev.hera.store.tck.HeraStoreContract;
import dev.hera.store.tck.run.Effort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * The whole contract behind a pooler: with {@code hera.full}, or with {@code hera.pooler} at the
 * numbers of every build.
 */
@EnabledIf(value = "isAskedFor", disabledReason = "with -Pfull or -Dhera.pooler=true")
class PoolerContractTest extends HeraStoreContract {
  private static Pooler pooler;

  static boolean isAskedFor() {
    return Boolean.getBoolean("hera.full") || Boolean.getBoolean("hera.pooler");
  }

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

  @Override
  protected int kills() {
    return Effort.of(10, 200);
  }

  /** The process that is killed has no pooler of its own, and connects to the server. */
  @Override
  protected HeraStore open(Path directory) {
    return pooler == null
        ? TestServer.open(directory)
        : PostgresStore.open(pooler.url(TestServer.schema(directory)), new Properties());
  }
}
