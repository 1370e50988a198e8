package dev.hera.store.h2;

import com.zaxxer.hikari.HikariDataSource;
import dev.hera.store.jooq.PooledStore;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** Pools as an application has them. */
final class AppSources {
  static final String SCHEMA = "hera";

  /** What the store asks of a database. */
  static final String SETTINGS = ";WRITE_DELAY=0;OPTIMIZE_REUSE_RESULTS=0";

  private AppSources() {}

  /** A pool of connections that are made when they are needed. */
  static HikariDataSource pool(String url) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url);
    pool.setUsername("app");
    pool.setPassword("secret");
    pool.setMinimumIdle(0);
    pool.setMaximumPoolSize(10);
    pool.setConnectionTimeout(2_000);
    return pool;
  }

  /** The same, of a file that is opened as the store asks. */
  static HikariDataSource pool(Path database) {
    return pool("jdbc:h2:async:" + database + SETTINGS);
  }

  /** A store on a pool that ends with it. */
  static PooledStore open(Path database, UnaryOperator<DataSource> lending) {
    return PooledStore.open(pool(database), pool -> H2Store.open(lending.apply(pool), SCHEMA));
  }
}
