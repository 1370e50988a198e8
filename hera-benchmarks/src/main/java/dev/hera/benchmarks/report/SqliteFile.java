package dev.hera.benchmarks.report;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteDataSource;

/** A SQLite file with the settings of Hera's store: what was committed survives a power cut. */
public final class SqliteFile {
  private static final int BUSY_MILLIS = 30_000;

  private SqliteFile() {}

  public static SQLiteDataSource source(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.setGetGeneratedKeys(false);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  /**
   * A pool as an application has one, of a single connection: each of those that take it is faster
   * with one than with several, which wait for each other inside of SQLite.
   */
  public static HikariDataSource pool(Path file) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source(file));
    config.setMaximumPoolSize(1);
    return new HikariDataSource(config);
  }

  public static void execute(Connection connection, String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : script.split(";", -1)) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
    }
  }
}
