package dev.hera.store.postgres;

import dev.hera.TestStores;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import java.time.InstantSource;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Lets the tests of the rules run on PostgreSQL, in a schema for each open store. */
public final class TemporaryPostgresStores implements TestStores.Source {
  @Override
  public HeraStore get() {
    AtomicBoolean closed = new AtomicBoolean();
    String schema = TestServer.schema(closed::get);
    return new Temporary(
        PostgresStore.open(TestServer.url(schema), new Properties()), () -> closed.set(true));
  }

  private record Temporary(HeraStore whole, Runnable onClosed) implements HeraStore {
    @Override
    public <T> T read(Function<Transaction, T> work) {
      return whole.read(work);
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      return whole.write(work);
    }

    @Override
    public void watch(Runnable onForeignCommit) {
      whole.watch(onForeignCommit);
    }

    @Override
    public InstantSource clock() {
      return whole.clock();
    }

    @Override
    public void close() {
      whole.close();
      onClosed.run();
    }
  }
}
