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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.function.Function;
import org.jooq.Configuration;

/** Runs the transactions that only read, each on a connection of its own. */
final class Readers implements AutoCloseable {
  private static final int MOST = 8;

  /** How long a connection is kept at rest that an application lends. */
  private static final long LENT_IDLE_MILLIS = TimeUnit.MINUTES.toMillis(1);

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
    this.pool = pool(engine);
  }

  /**
   * Connects when the first transaction needs it, and closes no connection while it is open, unless
   * the database has it otherwise.
   */
  private static HikariDataSource pool(SqlDatabase engine) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("hera-readers");
    config.setDataSource(engine.readers());
    config.setMaximumPoolSize(MOST);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setIdleTimeout(0);
    config.setMaxLifetime(0);
    if (engine.readers() instanceof LentConnections) {
      config.setIdleTimeout(LENT_IDLE_MILLIS);
    }
    engine.adjust(config);
    return new HikariDataSource(config);
  }

  /** The caller's interrupt is put aside meanwhile: the pool would refuse a connection for it. */
  <T> T read(Function<Transaction, T> work) {
    return Uninterrupted.run(() -> readAfterCut(work));
  }

  /** Reads; when the kept connection was cut at rest, so were the others, and new ones are made. */
  private <T> T readAfterCut(Function<Transaction, T> work) {
    try {
      return readOnOneConnection(work);
    } catch (CutException e) {
      pool.getHikariPoolMXBean().softEvictConnections();
    }
    try {
      return readOnOneConnection(work);
    } catch (CutException e) {
      throw Failures.unavailable(engine, e);
    }
  }

  private <T> T readOnOneConnection(Function<Transaction, T> work) throws CutException {
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
    } catch (CutException e) {
      throw e;
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
      throw new BrokenException(scope.failure());
    }
    session.endSnapshot();
  }

  private void takeSnapshot(Session session) throws SQLException {
    commits.lock();
    try {
      session.beginSnapshot(engine);
    } catch (SQLException e) {
      throw engine.isDisconnected(e) ? new CutException(e) : e;
    } finally {
      commits.unlock();
    }
  }

  /** The pool may have closed others. */
  private Session session(Connection connection) {
    sessions.keySet().removeIf(Readers::isClosed);
    return new Session(connection, configuration);
  }

  private static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  private void drop(Connection connection, Connection pooled) {
    sessions.remove(connection);
    try {
      GivenUp.takeBack(engine, connection);
    } finally {
      pool.evictConnection(pooled);
    }
  }

  /** The connection was cut before it was read from. */
  private static final class CutException extends SQLException {
    CutException(SQLException cause) {
      super(cause);
    }
  }

  @Override
  public void close() {
    pool.close();
    sessions.clear();
  }
}
