package dev.hera.store.h2;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.LentConnections.Readying;
import dev.hera.store.jooq.LentConnections.Undoing;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.Consumer;
import org.h2.engine.Constants;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;

/**
 * Sets on an application's connection what the store needs, and undoes it when the connection is
 * given back. What H2 has for a whole database is not changed but refused.
 *
 * @param isolation of transactions, as H2 numbers them
 */
record LentSettings(Database database, String schema, int isolation)
    implements Readying<JdbcConnection> {
  /** Of a connection that writes: there is one. */
  static final int WRITING = Connection.TRANSACTION_READ_COMMITTED;

  /** One snapshot of all tables; H2's REPEATABLE READ takes one for each table. */
  static final int READING = Constants.TRANSACTION_SNAPSHOT;

  private static final String READ =
      "select setting_name, setting_value from information_schema.settings"
          + " where setting_name in ('WRITE_DELAY', 'MODE', 'IGNORECASE', 'COLLATION')";

  /** What each setting has to be, where it is there. */
  private static final Map<String, String> WANTED =
      Map.of("WRITE_DELAY", "0", "MODE", "REGULAR", "IGNORECASE", "0", "COLLATION", "OFF");

  private static final Map<String, String> REASONS =
      Map.of(
          "WRITE_DELAY",
          "and loses what was answered when its process is killed; add ;WRITE_DELAY=0 to the URL of"
              + " its source",
          "MODE",
          "and takes values for others; add ;MODE=REGULAR to the URL of its source",
          "IGNORECASE",
          "and takes names for the same that differ; execute \"set ignorecase false\" before",
          "COLLATION",
          "and takes names for the same that differ; give a database without it");

  @Override
  public void ready(JdbcConnection connection, Consumer<Undoing> undoing) throws SQLException {
    database.checkPlace();
    check(connection, database.name());
    int isolationBefore = connection.getTransactionIsolation();
    if (isolationBefore != isolation) {
      undoing.accept(() -> connection.setTransactionIsolation(isolationBefore));
      connection.setTransactionIsolation(isolation);
    }
    String schemaBefore = connection.getSchema();
    undoing.accept(() -> connection.setSchema(schemaBefore));
    enter(connection, schema);
  }

  /** Has names without a schema be of this one. */
  static void enter(Connection connection, String schema) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set schema " + schema);
    }
  }

  /**
   * Looks whether the database keeps what the store promises.
   *
   * @throws StoreUnavailableException when it does not, and says what is to be set otherwise
   */
  static void check(JdbcConnection connection, String name) throws SQLException {
    if (!(connection.getSession() instanceof SessionLocal session)) {
      throw Refusals.of(
          name,
          "it is reached through a server, and other processes may have it open; give a source"
              + " that opens its file, or use PostgreSQL");
    }
    try (Statement statement = connection.createStatement();
        ResultSet settings = statement.executeQuery(READ)) {
      while (settings.next()) {
        check(name, settings.getString(1), settings.getString(2));
      }
    }
    if (session.getDatabase().getOptimizeReuseResults()) {
      throw Refusals.of(
          name,
          "it uses results of subqueries again that are not right any more; add"
              + " ;OPTIMIZE_REUSE_RESULTS=0 to the URL of its source");
    }
  }

  private static void check(String name, String setting, String value) {
    if (!value.equals(WANTED.get(setting))) {
      throw Refusals.of(name, "it has " + setting + "=" + value + " " + REASONS.get(setting));
    }
  }
}
