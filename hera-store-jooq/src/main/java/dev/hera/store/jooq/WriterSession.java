package dev.hera.store.jooq;

import dev.hera.store.jooq.part.JooqTransaction;
import dev.hera.store.jooq.sql.Session;
import dev.hera.store.jooq.sql.SqlDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one session that writes, on a new connection after the one before was given up. */
final class WriterSession {
  private static final Logger LOG = LoggerFactory.getLogger(WriterSession.class);

  private final SqlDatabase engine;
  private final Configuration configuration;
  private final DataSource connections;
  private @Nullable Session session;

  /** Whether the session is to be given up and still is there. */
  private boolean dropping;

  WriterSession(SqlDatabase engine, Configuration configuration) {
    this.engine = engine;
    this.configuration = configuration;
    this.connections = engine.writer();
  }

  /** The session, connected if need be. */
  Session get() throws SQLException {
    if (dropping) {
      drop();
    }
    Session current = session;
    if (current == null) {
      current = new Session(connect(), configuration, engine.takesSeveral());
      current.expect(JooqTransaction.OF_NEW_ROLES);
      session = current;
    }
    return current;
  }

  /** The session with a transaction begun, on a new connection when the kept one was cut. */
  Session begin() throws SQLException {
    boolean kept = session != null;
    try {
      return begun();
    } catch (SQLException e) {
      if (!kept || !engine.isDisconnected(e)) {
        throw e;
      }
      drop();
      return begun();
    }
  }

  private Session begun() throws SQLException {
    Session current = get();
    current.begin(engine);
    return current;
  }

  /**
   * Gives the connection up, so that nothing of it can ever be committed. When not even that
   * succeeds, at the end of a stack, the next leader does it.
   */
  void drop() {
    dropping = true;
    Session dropped = session;
    if (dropped != null) {
      close(dropped.connection());
    }
    session = null;
    dropping = false;
  }

  /** In autocommit mode, also where an app's source gives them otherwise. */
  private Connection connect() throws SQLException {
    Connection connection = connections.getConnection();
    try {
      if (!connection.getAutoCommit()) {
        connection.setAutoCommit(true);
      }
      return connection;
    } catch (SQLException | RuntimeException | Error e) {
      close(connection);
      throw e;
    }
  }

  private void close(Connection connection) {
    GivenUp.takeBack(engine, connection);
    try {
      connection.close();
    } catch (SQLException | RuntimeException e) {
      LOG.warn("A connection to the {} was not closed in order.", engine.name(), e);
    }
  }
}
