package dev.hera.store.jooq;

import dev.hera.store.jooq.sql.SqlDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections that are given up amid a transaction, before they are closed. */
final class GivenUp {
  private static final Logger LOG = LoggerFactory.getLogger(GivenUp.class);

  private GivenUp() {}

  /**
   * Takes the transaction back where closing might not, and goes back to autocommit mode, so that
   * the source has nothing to decide; cuts the connection when that fails.
   */
  static void takeBack(SqlDatabase engine, Connection connection) {
    if (engine.closingTakesBack()) {
      return;
    }
    boolean done = false;
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      done = true;
    } catch (SQLException | RuntimeException e) {
      LOG.debug("A transaction of the {} could not be taken back.", engine.name(), e);
    } finally {
      if (!done) {
        cut(engine, connection);
      }
    }
  }

  private static void cut(SqlDatabase engine, Connection connection) {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException | RuntimeException e) {
      LOG.warn("A connection to the {} could not be cut.", engine.name(), e);
    }
  }
}
