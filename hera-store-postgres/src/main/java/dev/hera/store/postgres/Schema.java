package dev.hera.store.postgres;

import dev.hera.error.InvalidArgumentException;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.SchemaName;
import dev.hera.store.jooq.sql.VersionTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.util.PSQLState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The schema that is Hera's alone, and its table of one row, {@code hera_store}: the version of the
 * tables, and who wrote last. Who writes has that row locked.
 *
 * @param database what it is, for messages
 * @param name of the schema, which needs no quotes
 */
record Schema(String database, String name) {
  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);

  /** Says for a transaction that writes what the connection says otherwise for all. */
  private static final String LIMITS =
      "set transaction isolation level read committed, read write;"
          + " set local lock_timeout = 5000;"
          + " set local idle_in_transaction_session_timeout = 60000;";

  /**
   * A schema of this database.
   *
   * @throws InvalidArgumentException when its name would need quotes
   */
  static Schema of(String database, String schema) {
    SchemaName.check(schema);
    return new Schema(database + ", schema " + schema, schema);
  }

  /** Tells something to all who listen to a channel. */
  static final String SAY = "select pg_notify(?, ?)";

  /** Where the stores of this schema tell each other of their commits. */
  String channel() {
    return "hera_" + name;
  }

  String table() {
    return name + ".hera_store";
  }

  /** Differs from what it was when ids were taken since, as with each change that somebody sees. */
  String taken(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select sum(next_id) from " + name + ".counters")) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  /** Locks the row, and tells who wrote last and which transaction this is. */
  String lock() {
    return LIMITS + " select writer, pg_current_xact_id()::text from " + table() + " for update";
  }

  /** The version, 0 where there is no table yet. Outside of transactions or when there is one. */
  int version(Connection connection) throws SQLException {
    return VersionTable.version(connection, "select version from " + table(), Schema::isMissing);
  }

  private static boolean isMissing(SQLException e) {
    return PSQLState.UNDEFINED_TABLE.getState().equals(e.getSQLState());
  }

  /** Nobody wrote last: every writer is to look at the version. */
  void putVersion(Connection connection, int version) throws SQLException {
    execute(connection, "update " + table() + " set writer = 0, version = " + version);
  }

  /** Makes what is missing of this, and keeps others from doing so and from writing. */
  void begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    execute(connection, LIMITS + " set local lock_timeout = 60000");
    execute(connection, "select pg_advisory_xact_lock(hashtextextended('hera " + name + "', 0))");
    if (!isTrue(connection, "select to_regnamespace('" + name + "') is not null")) {
      execute(connection, "create schema " + name);
    }
    execute(connection, "set local search_path to " + name);
    if (!isTrue(connection, "select to_regclass('" + table() + "') is not null")) {
      create(connection);
    }
    execute(connection, "select 1 from " + table() + " for update");
  }

  private void create(Connection connection) throws SQLException {
    String any =
        "select exists (select 1 from pg_class where relnamespace = '" + name + "'::regnamespace)";
    if (isTrue(connection, any)) {
      throw new StoreUnavailableException(
          "The " + database + " has tables of another program; give Hera a schema of its own.",
          new SQLException("no table " + table()));
    }
    execute(
        connection,
        "create table "
            + table()
            + " (version integer not null, writer bigint not null); insert into "
            + table()
            + " values (0, 0)");
  }

  /** Says when the server may lose what it has answered. */
  boolean warnOfSettings(Connection connection) throws SQLException {
    for (String each : new String[] {"fsync", "synchronous_commit"}) {
      if (setting(connection, each).equals("off")) {
        LOG.warn(
            "The {} has {} off: a crash of the server may lose the last answers.", database, each);
      }
    }
    return true;
  }

  static String setting(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select current_setting(?)")) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static boolean isTrue(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      return row.next() && row.getBoolean(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
