package dev.hera.store.sqlite;

import com.zaxxer.hikari.HikariDataSource;
import dev.hera.store.jooq.PooledStore;
import java.nio.file.Path;
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
  static PooledStore open(Path file, UnaryOperator<DataSource> lending) {
    return PooledStore.open(pool(file), pool -> SqliteStore.open(lending.apply(pool)));
  }
}
