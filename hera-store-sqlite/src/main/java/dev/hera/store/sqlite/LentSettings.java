package dev.hera.store.sqlite;

import dev.hera.store.jooq.FilePlace;
import dev.hera.store.jooq.LentConnections.Readying;
import dev.hera.store.jooq.LentConnections.Undoing;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.sqlite.BusyHandler;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteConnectionConfig;

/**
 * Sets on an application's connection what {@link Connections} sets on those of the store, reads
 * each setting back, and undoes it when the connection is given back.
 *
 * @param place the file that the store was opened with
 * @param mode how transactions begin
 */
record LentSettings(FilePlace place, SqliteStore.Durability durability, TransactionMode mode)
    implements Readying<SQLiteConnection> {
  private static final String BUSY = "busy_timeout";

  @Override
  public void ready(SQLiteConnection connection, Consumer<Undoing> undoing) throws SQLException {
    place.check();
    if (!Optional.of(place.key()).equals(FilePlace.find(file(connection)))) {
      throw new SQLException("the source leads to another file than when the store was opened");
    }
    undoing.accept(() -> rollBackLeft(connection));
    setDriver(connection, undoing);
    for (Map.Entry<String, String> wanted : wanted().entrySet()) {
      set(connection, wanted.getKey(), wanted.getValue(), undoing);
    }
    Connections.check(connection, "journal_mode", "wal");
    if (mode == TransactionMode.IMMEDIATE) {
      if (!hasTemporaryTables(connection)) { // they would be lost
        set(connection, "temp_store", Connections.TEMP_IN_MEMORY, undoing);
      }
      undoing.accept(() -> BusyHandler.clearHandler(connection));
      BusyHandler.setHandler(connection, new WriteTurn());
    }
  }

  /** The file of the database that a connection has open; empty when it is in memory. */
  static Path file(SQLiteConnection connection) throws SQLException {
    return Path.of(
        Connections.query(
            connection, "select coalesce(file, '') from pragma_database_list where name = 'main'"));
  }

  private static boolean hasTemporaryTables(SQLiteConnection connection) throws SQLException {
    return !Connections.query(connection, "select count(*) from temp.sqlite_master").equals("0");
  }

  private Map<String, String> wanted() {
    Map<String, String> wanted = new LinkedHashMap<>();
    wanted.put(BUSY, String.valueOf(Connections.BUSY_MILLIS));
    wanted.put("query_only", "0");
    wanted.put("read_uncommitted", "0");
    wanted.put("foreign_keys", "1");
    wanted.put("synchronous", Connections.readBack(durability));
    return wanted;
  }

  /** Has a connection wait for others as long as those of the store do. */
  static void waitForOthers(SQLiteConnection connection, Consumer<Undoing> undoing)
      throws SQLException {
    set(connection, BUSY, String.valueOf(Connections.BUSY_MILLIS), undoing);
  }

  private static void set(
      SQLiteConnection connection, String setting, String wanted, Consumer<Undoing> undoing)
      throws SQLException {
    String before = Connections.pragma(connection, setting);
    if (!before.equals(wanted) || setting.equals(BUSY)) { // a busy handler takes it away
      undoing.accept(() -> put(connection, setting, before));
      put(connection, setting, wanted);
      Connections.check(connection, setting, wanted);
    }
  }

  private static void put(SQLiteConnection connection, String setting, String value)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma " + setting + " = " + value);
    }
  }

  /** How the driver begins transactions, and that it asks for no keys after each insert. */
  private void setDriver(SQLiteConnection connection, Consumer<Undoing> undoing) {
    SQLiteConnectionConfig config = connection.getConnectionConfig();
    TransactionMode modeBefore = connection.getCurrentTransactionMode();
    boolean keysBefore = config.isGetGeneratedKeys();
    undoing.accept(
        () -> {
          connection.setCurrentTransactionMode(modeBefore);
          config.setGetGeneratedKeys(keysBefore);
        });
    connection.setCurrentTransactionMode(mode);
    config.setGetGeneratedKeys(false);
  }

  /** The driver takes a transaction for ended whose commit failed. */
  private static void rollBackLeft(SQLiteConnection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("rollback");
    } catch (SQLException e) {
      if (connection.isClosed()) {
        throw e;
      }
    }
  }
}
