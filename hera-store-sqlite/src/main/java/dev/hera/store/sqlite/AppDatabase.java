package dev.hera.store.sqlite;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.JooqStore;
import dev.hera.store.jooq.LentConnections;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteConnection;

/**
 * The database that an application's own source leads to. It is judged by SQLite: a process that
 * opened its file besides would lose SQLite's locks on it.
 */
record AppDatabase(DataSource source) {
  private static final String NAME = "SQLite database of the application's source";

  /** What takes from a connection what the store leans on: snapshots, locks. */
  private static final Pattern UNSAFE =
      Pattern.compile("[?&](cache=shared|nolock=1|immutable=1|vfs=[^&]*)");

  /**
   * Looks whether the database can be Hera's, on two of its connections at once; changes nothing.
   *
   * @return its file
   * @throws StoreUnavailableException when it is refused
   */
  DatabaseFile look() {
    try (Connection one = source.getConnection()) {
      if (!one.getAutoCommit()) {
        throw refused(
            NAME,
            "its source gives connections that do not commit by themselves, and would keep"
                + " transactions open at rest; have it give them in autocommit mode");
      }
      SQLiteConnection first = LentConnections.driven(one, SQLiteConnection.class, NAME);
      Preparation.checkVersion(Connections.query(first, "select sqlite_version()"));
      DatabaseFile file = file(first);
      checkSecond(first, file);
      checkConnection(first, file.name());
      checkContents(first, file.name());
      return file;
    } catch (SQLException e) {
      throw new StoreUnavailableException(
          "The " + NAME + " cannot be opened: " + e.getMessage() + ".", e);
    }
  }

  private static DatabaseFile file(SQLiteConnection connection) throws SQLException {
    Path path = LentSettings.file(connection);
    if (path.toString().isEmpty()) {
      throw refused(
          NAME, "it is in memory or temporary, and would be lost; give a source of a file");
    }
    return new DatabaseFile(path);
  }

  /** Reads go on beside the one connection that writes. */
  private void checkSecond(SQLiteConnection first, DatabaseFile file) {
    String few = "; have it give at least ten connections of one file at once";
    try (Connection other = source.getConnection()) {
      SQLiteConnection second = LentConnections.driven(other, SQLiteConnection.class, file.name());
      if (second == first) {
        throw refused(file.name(), "its source gives the same connection to all" + few);
      }
      if (!LentSettings.file(second).equals(file.path())) {
        throw refused(file.name(), "its source leads to another file each time" + few);
      }
    } catch (SQLException e) {
      throw refused(
          file.name(), "its source gave no second connection: " + e.getMessage() + few, e);
    }
  }

  private static void checkConnection(SQLiteConnection connection, String name)
      throws SQLException {
    Matcher unsafe = UNSAFE.matcher(connection.getUrl());
    if (unsafe.find()) {
      throw refused(name, "the URL of its source has " + unsafe.group(1) + "; leave that out");
    }
    if (connection.getDatabase().getConfig().isEnabledSharedCache()) {
      throw refused(name, "its source has its connections share a cache; switch that off");
    }
    if (connection.isReadOnly()) {
      throw refused(
          name, "its source gives connections that only read; have it open them to write");
    }
    if (!Connections.pragma(connection, "locking_mode").equals("normal")) {
      throw refused(
          name,
          "its source sets locking_mode=exclusive, which locks all other connections out; leave"
              + " that out");
    }
  }

  private static void checkContents(SQLiteConnection connection, String name) throws SQLException {
    int mark = Integer.parseInt(Connections.pragma(connection, "application_id"));
    if (mark == DatabaseFile.APPLICATION_ID) {
      JooqStore.checkVersion(
          name, Integer.parseInt(Connections.pragma(connection, "user_version")));
    } else if (mark != 0
        || !Connections.query(connection, "select count(*) from sqlite_master").equals("0")) {
      throw refused(
          name, "it has tables of another program, or its mark; give Hera a file of its own");
    }
  }

  /**
   * Brings the database into WAL mode, in which it stays.
   *
   * @throws StoreUnavailableException when it does not go there, and nothing was changed
   */
  void putIntoWalMode(String name) {
    DataSource waiting =
        new LentConnections<>(name, source, SQLiteConnection.class, LentSettings::waitForOthers);
    try (Connection connection = waiting.getConnection();
        Statement statement = connection.createStatement()) {
      if (!Connections.pragma(connection, "journal_mode").equals("wal")) {
        statement.execute("pragma journal_mode = wal");
        Connections.check(connection, "journal_mode", "wal");
      }
    } catch (SQLException e) {
      throw refused(
          name,
          "it is not in WAL mode and cannot be brought there: "
              + e.getMessage()
              + "; end what uses it meanwhile, or execute \"pragma journal_mode = wal\" before",
          e);
    }
  }

  /** Connections with the settings that the promise needs. */
  DataSource readied(DatabaseFile file, SqliteStore.Durability durability, TransactionMode mode) {
    return new LentConnections<>(
        file.name(),
        source,
        SQLiteConnection.class,
        new LentSettings(file.place(), durability, mode));
  }

  private static StoreUnavailableException refused(String name, String why) {
    return refused(name, why, new IOException(why));
  }

  private static StoreUnavailableException refused(String name, String why, Exception cause) {
    return new StoreUnavailableException("The " + name + " cannot be opened: " + why + ".", cause);
  }
}
