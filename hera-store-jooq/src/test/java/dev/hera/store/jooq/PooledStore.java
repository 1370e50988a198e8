package dev.hera.store.jooq;

import com.zaxxer.hikari.HikariDataSource;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import java.util.function.Function;
import javax.sql.DataSource;

/** A store on an application's pool, which ends with it. */
public record PooledStore(HeraStore store, HikariDataSource pool) implements HeraStore {
  /** Opens a store on a pool, which is closed when that fails. */
  public static PooledStore open(HikariDataSource pool, Function<DataSource, HeraStore> opening) {
    try {
      return new PooledStore(opening.apply(pool), pool);
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    return store.read(work);
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    return store.write(work);
  }

  @Override
  public void watch(Runnable onForeignCommit) {
    store.watch(onForeignCommit);
  }

  @Override
  public void close() {
    store.close();
    pool.close();
  }
}
