package dev.hera.store.sqlite;

import com.zaxxer.hikari.HikariDataSource;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Pools as an application has them. */
final class AppSources {
  private AppSources() {}

  /** A pool with the driver's own settings, of connections that are made when they are needed. */
  static HikariDataSource pool(String url) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    pool.setMinimumIdle(0);
    pool.setMaximumPoolSize(10);
    pool.setConnectionTimeout(2_000);
    return pool;
  }

  static HikariDataSource pool(Path file) {
    return pool("jdbc:sqlite:" + file);
  }

  /** A store on a pool that ends with it. */
  record Pooled(SqliteStore store, HikariDataSource pool) implements HeraStore {
    static Pooled open(Path file) {
      return open(file, source -> source);
    }

    static Pooled open(Path file, UnaryOperator<DataSource> lending) {
      HikariDataSource pool = AppSources.pool(file);
      try {
        return new Pooled(SqliteStore.open(lending.apply(pool)), pool);
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
}
