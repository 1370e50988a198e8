package dev.hera.store.h2;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.FilePlace;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open database. H2 closes a database with its last connection; the one that is held here keeps
 * it open, however the others come and go.
 *
 * @param path without H2's ending; only a name when the database is in memory
 * @param url of its connections
 * @param file where its file stands, or null when it is in memory
 * @param held keeps it open
 * @param onClosed runs after the database was closed
 */
record Database(
    String name,
    Path path,
    String url,
    @Nullable FilePlace file,
    Connection held,
    Runnable onClosed)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /** The owner of every Hera database; H2 wants one. */
  static final String USER = "hera";

  /**
   * No files for traces, and nothing that runs when the process ends: each commit is written. And
   * no results of subqueries that are used again: H2 takes them for valid after its own transaction
   * has changed or taken back the rows.
   */
  static final String SETTINGS =
      ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;OPTIMIZE_REUSE_RESULTS=0";

  /**
   * A wrong value of a setting that H2 reads only when it opens a database: a connection joins the
   * database that is held, and fails when H2 has closed that one. It would open another one else.
   */
  private static final String ONLY_WHEN_OPEN = ";DEFRAG_ALWAYS=only-when-open";

  static Database inMemory() {
    Path name = Path.of("hera-" + UUID.randomUUID());
    return open("H2 database in memory", name, "jdbc:h2:mem:" + name, null, () -> {});
  }

  /**
   * Opens a database and checks that it writes with every commit.
   *
   * @param file its file, or null when it is in memory
   * @throws StoreUnavailableException when it cannot be opened
   */
  static Database open(
      String name, Path path, String place, @Nullable Path file, Runnable onClosed) {
    String url = place + SETTINGS;
    try {
      Connection held = connect(url);
      try {
        checkDelay(held);
        FilePlace opened = file == null ? null : new FilePlace(name, file);
        return new Database(name, path, url, opened, held, onClosed);
      } catch (SQLException | StoreUnavailableException e) {
        held.close();
        throw e;
      }
    } catch (SQLException e) {
      throw Refusals.of(name, e);
    }
  }

  /** The path beside this database whose name ends in {@code suffix}. */
  Path sibling(String suffix) {
    return path.resolveSibling(path.getFileName() + suffix);
  }

  /** The source of more connections to it, with more settings of their own. */
  DataSource connections(String settings) {
    JdbcDataSource source = new JdbcDataSource();
    source.setUrl(url + ONLY_WHEN_OPEN + settings);
    source.setUser(USER);
    source.setPassword("");
    return source;
  }

  /**
   * Looks whether its file is still in its place.
   *
   * @throws StoreUnavailableException when it is not
   */
  void checkPlace() {
    if (file != null) {
      file.check();
    }
  }

  /** Whether H2 has not closed it by itself, as it does when it cannot write. */
  boolean isOpen() {
    try {
      query(held, "select 1");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, USER, "");
  }

  private static void checkDelay(Connection connection) throws SQLException {
    String delay = setting(connection, "WRITE_DELAY");
    if (!delay.equals("0")) {
      throw new SQLException("H2 did not take WRITE_DELAY=0 but has " + delay);
    }
  }

  /** The value of a setting of the open database. */
  static String setting(Connection connection, String name) throws SQLException {
    return query(
        connection,
        "select setting_value from information_schema.settings where setting_name = '"
            + name
            + "'");
  }

  /** The first value of the first row. */
  static String query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      return result.next() ? String.valueOf(result.getObject(1)) : "nothing";
    }
  }

  @Override
  public void close() {
    try {
      letGo();
    } finally {
      onClosed.run();
    }
  }

  /** Closes it and keeps its lock. */
  void letGo() {
    try {
      held.close();
    } catch (SQLException e) {
      LOG.warn("The {} was not closed in order; nothing that was answered is lost.", name, e);
    }
  }
}
