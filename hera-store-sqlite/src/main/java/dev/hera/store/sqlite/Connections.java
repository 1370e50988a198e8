package dev.hera.store.sqlite;

import dev.hera.store.jooq.FilePlace;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sqlite.BusyHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteOpenMode;

/**
 * Makes connections with the settings that the promise of {@link SqliteStore} needs, and reads each
 * setting back, because SQLite passes over one that it cannot take.
 */
final class Connections extends SQLiteDataSource {
  static final int BUSY_MILLIS = 5_000;

  /**
   * Where the connection that writes keeps pages as they were before a savepoint: in files it would
   * write more of them than of the log.
   */
  static final String TEMP_IN_MEMORY = "2";

  private final Map<String, String> expected = new LinkedHashMap<>();
  private final FilePlace place;
  private final TransactionMode mode;

  Connections(DatabaseFile file, SqliteStore.Durability durability, TransactionMode mode) {
    super(config(durability, mode));
    this.place = file.place();
    this.mode = mode;
    setUrl(file.url());
    expected.put("journal_mode", "wal");
    expected.put("synchronous", readBack(durability));
    expected.put("foreign_keys", "1");
    expected.put("busy_timeout", String.valueOf(BUSY_MILLIS));
    if (mode == TransactionMode.IMMEDIATE) {
      expected.put("temp_store", TEMP_IN_MEMORY);
    }
  }

  private static SQLiteConfig config(SqliteStore.Durability durability, TransactionMode mode) {
    SQLiteConfig config = new SQLiteConfig();
    config.enforceForeignKeys(true);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(synchronous(durability));
    config.setTransactionMode(mode);
    if (mode == TransactionMode.IMMEDIATE) {
      config.setTempStore(TempStore.MEMORY);
    }
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    config.setGetGeneratedKeys(false); // else each insert is followed by a query for them
    return config;
  }

  private static SynchronousMode synchronous(SqliteStore.Durability durability) {
    return switch (durability) {
      case POWER_CUT -> SynchronousMode.FULL;
      case KILLED_PROCESS -> SynchronousMode.NORMAL;
    };
  }

  /** What SQLite says of a durability. */
  static String readBack(SqliteStore.Durability durability) {
    return switch (durability) {
      case POWER_CUT -> "2";
      case KILLED_PROCESS -> "1";
    };
  }

  @Override
  public SQLiteConnection getConnection(String user, String password) throws SQLException {
    place.check(); // to connect is to write: it makes a log and may change the mode
    SQLiteConnection connection = super.getConnection(user, password);
    try {
      for (Map.Entry<String, String> setting : expected.entrySet()) {
        check(connection, setting.getKey(), setting.getValue());
      }
      if (mode == TransactionMode.IMMEDIATE) {
        BusyHandler.setHandler(connection, new WriteTurn());
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Refuses a connection on which a setting is another one. */
  static void check(Connection connection, String setting, String wanted) throws SQLException {
    String taken = pragma(connection, setting);
    if (!taken.equals(wanted)) {
      throw new SQLException("SQLite did not take " + setting + "=" + wanted + " but has " + taken);
    }
  }

  /** The value of a setting. */
  static String pragma(Connection connection, String setting) throws SQLException {
    return query(connection, "pragma " + setting);
  }

  /** The first value of the first row. */
  static String query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? String.valueOf(result.getObject(1)) : "nothing";
    }
  }
}
