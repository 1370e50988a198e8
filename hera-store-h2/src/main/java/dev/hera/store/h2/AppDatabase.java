package dev.hera.store.h2;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.FilePlace;
import dev.hera.store.jooq.JooqStore;
import dev.hera.store.jooq.LentConnections;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbc.JdbcConnection;
import org.jspecify.annotations.Nullable;

/**
 * A schema of the database that an application's own source leads to.
 *
 * @param schema its name, which needs no quotes
 */
record AppDatabase(DataSource source, String schema) implements Reopening.Opener {
  private static final String NAME = "H2 database of the application's source";

  /** With which a file is opened so that an interrupt does not close it. */
  private static final String UNINTERRUPTIBLE = "async:";

  /**
   * Looks whether the schema can be Hera's, and makes it when it is not there.
   *
   * @throws StoreUnavailableException when the database is refused, and nothing was changed; or
   *     when this process has the schema open
   */
  Database open() {
    Path file = look();
    FilePlace place = new FilePlace(name(file), FileDatabase.file(file));
    Runnable release = HeldLock.claim(name(file), place, schema);
    boolean open = false;
    try {
      make(name(file));
      Database database = hold(file, place, release);
      open = true;
      return database;
    } finally {
      if (!open) {
        release.run();
      }
    }
  }

  /** Opens it again by new connections, under the claim that is still there. */
  @Override
  public Database again(Database closed) {
    closed.checkPlace();
    if (!look().equals(closed.path()) || closed.file() == null) {
      throw Refusals.of(closed.name(), "its source leads to another file than before");
    }
    return hold(closed.path(), closed.file(), closed.onClosed());
  }

  @Override
  public H2Engine engine(Database database) {
    return new H2Engine(
        database, lent(database, LentSettings.WRITING), lent(database, LentSettings.READING));
  }

  private DataSource lent(Database database, int isolation) {
    return new LentConnections<>(
        database.name(),
        source,
        JdbcConnection.class,
        new LentSettings(database, schema, isolation));
  }

  private String name(Path file) {
    return "H2 database " + file + ", schema " + schema;
  }

  private Path look() {
    if (Builds.isLosing(Builds.running())) {
      throw Refusals.of(NAME, "this version of H2 can lose answered commits; use H2 2.4.240");
    }
    try (Connection one = source.getConnection()) {
      JdbcConnection first = LentConnections.driven(one, JdbcConnection.class, NAME);
      Path file = file(path(first));
      LentSettings.check(first, name(file));
      checkSecond(first, name(file));
      checkContents(first, name(file));
      return file;
    } catch (SQLException e) {
      throw Refusals.of(NAME, e);
    }
  }

  /** As H2 knows its file; null in memory. */
  private static @Nullable String path(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet path = statement.executeQuery("select database_path()")) {
      path.next();
      return path.getString(1);
    }
  }

  private static Path file(@Nullable String path) {
    if (path == null) {
      throw Refusals.of(
          NAME,
          "it is in memory and would be lost; give a source of a file, or use H2Store.inMemory()");
    }
    if (!path.startsWith(UNINTERRUPTIBLE)) {
      throw Refusals.of(
          NAME,
          "an interrupt of a thread that reads or writes would close "
              + path
              + " for all; write jdbc:h2:async: and its path as the URL of its source");
    }
    return Path.of(path.substring(UNINTERRUPTIBLE.length()));
  }

  /** Reads go on beside the one connection that writes. */
  private void checkSecond(JdbcConnection first, String name) {
    String few = "; have it give at least ten connections at once";
    try (Connection other = source.getConnection()) {
      JdbcConnection second = LentConnections.driven(other, JdbcConnection.class, name);
      if (second.getSession() == first.getSession()) {
        throw Refusals.of(name, "its source gives the same connection to all" + few);
      }
    } catch (SQLException e) {
      throw Refusals.of(name, "its source gave no second connection: " + e.getMessage() + few, e);
    }
  }

  private void checkContents(JdbcConnection connection, String name) throws SQLException {
    if (isMarked(connection)) {
      JooqStore.checkVersion(name, SchemaVersion.of(connection, schema + "."));
    } else if (tables(connection, "") > 0) {
      throw Refusals.of(name, "it has tables of another program; give Hera a schema of its own");
    }
  }

  /** Whether Hera began to make the schema, be it whole or not. */
  private boolean isMarked(Connection connection) throws SQLException {
    return tables(connection, " and lower(table_name) = '" + SchemaVersion.TABLE + "'") > 0;
  }

  private int tables(Connection connection, String which) throws SQLException {
    return Integer.parseInt(
        Database.query(
            connection,
            "select count(*) from information_schema.tables where lower(table_schema) = '"
                + schema
                + "'"
                + which));
  }

  /** Each statement commits, so that the first table says whose the others are. */
  private void make(String name) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create schema if not exists " + schema);
      statement.execute(SchemaVersion.create(schema + "."));
    } catch (SQLException e) {
      throw Refusals.of(name, e);
    }
  }

  private Database hold(Path file, FilePlace place, Runnable onClosed) {
    try {
      Connection held = source.getConnection();
      return new Database(name(file), file, held.getMetaData().getURL(), place, held, onClosed);
    } catch (SQLException e) {
      throw Refusals.of(name(file), e);
    }
  }
}
