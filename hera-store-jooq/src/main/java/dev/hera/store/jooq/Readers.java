package dev.hera.store.jooq;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.hera.spi.Transaction;
import dev.hera.store.jooq.sql.BrokenException;
import dev.hera.store.jooq.sql.Failures;
import dev.hera.store.jooq.sql.Session;
import dev.hera.store.jooq.sql.SqlDatabase;
import dev.hera.store.jooq.sql.SqlScope;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jooq.Configuration;

/** Runs the transactions that only read, each on a connection of its own. */
final class Readers implements AutoCloseable {
  private static final int MOST = 8;

  private final SqlDatabase engine;
  private final Configuration configuration;
  private final Lock commits;
  private final HikariDataSource pool;

  /** The sessions by the connection behind the pool's wrapper, which is new for each borrower. */
  private final Map<Connection, Session> sessions = new ConcurrentHashMap<>();

  /**
   * @param commits is held while a snapshot is taken
   */
  Readers(SqlDatabase engine, Configuration configuration, Lock commits) {
    this.engine = engine;
    this.configuration = configuration;
    this.commits = commits;
    this.pool = pool(engine.readers());
  }

  /** Connects when the first transaction needs it, and closes no connection while it is open. */
  private static HikariDataSource pool(DataSource connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("hera-readers");
    config.setDataSource(connections);
    config.setMaximumPoolSize(MOST);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setIdleTimeout(0);
    config.setMaxLifetime(0);
    return new HikariDataSource(config);
  }

  /** The caller's interrupt is put aside meanwhile: the pool would refuse a connection for it. */
  <T> T read(Function<Transaction, T> work) {
    boolean interrupted = Thread.interrupted();
    try {
      return readOnOneConnection(work);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private <T> T readOnOneConnection(Function<Transaction, T> work) {
    Unit<T> unit = new Unit<>(work);
    try (Connection pooled = pool.getConnection()) {
      Connection connection = pooled.unwrap(Connection.class);
      try {
        run(unit, sessions.computeIfAbsent(connection, this::session));
      } catch (SQLException | RuntimeException | Error e) {
        drop(connection, pooled);
        throw e;
      }
    } catch (BrokenException e) {
      return unit.result();
    } catch (SQLException e) {
      throw Failures.unavailable(engine, e);
    }
    return unit.result();
  }

  private void run(Unit<?> unit, Session session) throws SQLException {
    takeSnapshot(session);
    engine.checkPlace();
    SqlScope scope = new SqlScope(session, engine, false);
    unit.run(scope);
    if (scope.isBroken()) {
      throw new BrokenException();
    }
    session.endSnapshot();
  }

  private void takeSnapshot(Session session) throws SQLException {
    commits.lock();
    try {
      session.beginSnapshot();
    } finally {
      commits.unlock();
    }
  }

  private Session session(Connection connection) {
    return new Session(connection, configuration);
  }

  private void drop(Connection connection, Connection pooled) {
    sessions.remove(connection);
    pool.evictConnection(pooled);
  }

  @Override
  public void close() {
    pool.close();
    sessions.clear();
  }
}
