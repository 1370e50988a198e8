package dev.hera.store.postgres;

import dev.hera.TestStores;
import dev.hera.spi.HeraStore;
import java.util.Properties;
import java.util.UUID;

/** Lets the tests of the rules run on PostgreSQL, in a schema for each of them. */
public final class TemporaryPostgresStores implements TestStores.Source {
  @Override
  public HeraStore get() {
    String schema = "s" + UUID.randomUUID().toString().replace('-', '_');
    return PostgresStore.open(TestServer.url(schema), new Properties());
  }
}
