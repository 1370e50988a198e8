package dev.hera.store.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import org.sqlite.SQLiteOpenMode;

/**
 * What is done once before the pools exist: SQLite is new enough, a new file is marked as Hera's
 * before anything else is in it, and the file is in WAL mode.
 *
 * @param marking connections that do not ask for that mode
 * @param first connections that do
 */
record Preparation(DataSource marking, DataSource first) {
  private static final int[] OLDEST = {3, 51, 3};
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** Of a file that the store opens itself. */
  static Preparation of(DatabaseFile file, SqliteStore.Durability durability) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(Connections.BUSY_MILLIS);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.resetOpenMode(SQLiteOpenMode.CREATE);
    SQLiteDataSource plain = new SQLiteDataSource(config);
    plain.setUrl(file.url());
    return new Preparation(plain, new Connections(file, durability, TransactionMode.DEFERRED));
  }

  /** Prepares; tries again for a while when another process is just doing the same. */
  void run() throws SQLException {
    long end = System.nanoTime() + Duration.ofMillis(Connections.BUSY_MILLIS).toNanos();
    while (true) {
      try {
        mark();
        first.getConnection().close();
        return;
      } catch (SQLException e) {
        if (!isBusy(e) || System.nanoTime() - end > 0) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private void mark() throws SQLException {
    try (Connection connection = marking.getConnection();
        Statement statement = connection.createStatement()) {
      checkVersion(Connections.query(connection, "select sqlite_version()"));
      String mark = String.valueOf(DatabaseFile.APPLICATION_ID);
      if (!Connections.pragma(connection, "application_id").equals(mark)) {
        if (!Connections.query(connection, "select count(*) from sqlite_master").equals("0")) {
          throw new SQLException("it is a database of another program; choose another path");
        }
        statement.execute("pragma application_id = " + mark);
      }
    }
  }

  /** Older ones can corrupt a database when they start its write-ahead log anew. */
  static void checkVersion(String version) throws SQLException {
    int[] found = Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
    if (Arrays.compare(found, OLDEST) < 0) {
      throw new SQLException(
          "SQLite "
              + version
              + " is older than 3.51.3; use sqlite-jdbc 3.51.3.0 or newer (with Spring Boot, which"
              + " may set an older one, by <sqlite-jdbc.version> in the properties of your pom.xml)");
    }
  }

  static boolean isBusy(SQLException e) {
    return e instanceof SQLiteException sqlite
        && (sqlite.getErrorCode() & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code;
  }
}
