package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where pages are kept that a unit of work changes and may take back. */
class TemporaryFilesTest {
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  @TempDir Path directory;

  @BeforeEach
  void requireOpenFiles() {
    assumeTrue(Files.isDirectory(OPEN_FILES), "nothing tells which files this process has open");
  }

  @Test
  void the_writer_keeps_what_it_may_take_back_in_memory() {
    try (SqliteStore store = SqliteStore.open(file())) {
      assertThat(openedBySavepoint(store)).isEmpty();
    }
  }

  @Test
  void so_does_that_of_a_source() {
    try (HikariDataSource pool = AppSources.pool(file());
        SqliteStore store = SqliteStore.open(pool)) {
      assertThat(openedBySavepoint(store)).isEmpty();
    }
  }

  @Test
  void a_source_keeps_its_temporary_tables() throws SQLException {
    try (HikariDataSource pool = AppSources.pool(file())) {
      pool.setConnectionInitSql("create temp table notes (text)");
      try (SqliteStore store = SqliteStore.open(pool)) {
        assertThat(openedBySavepoint(store)).isNotEmpty();
      }
      try (Connection connection = pool.getConnection()) {
        assertThat(Connections.query(connection, "select count(*) from notes")).isEqualTo("0");
      }
    }
  }

  private Path file() {
    return directory.resolve("hera.db");
  }

  /** SQLite's temporary files that are open after many pages were changed under a savepoint. */
  private static List<String> openedBySavepoint(SqliteStore store) {
    return store.withRows(rows -> rows.useWriter(TemporaryFilesTest::changeUnderSavepoint));
  }

  private static List<String> changeUnderSavepoint(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table pages (text)");
      statement.execute(
          "insert into pages with recursive n(i) as"
              + " (select 1 union all select i + 1 from n where i < 1000)"
              + " select printf('%.*c', 1000, 'a') from n");
      statement.execute("savepoint unit");
      statement.execute("update pages set text = replace(text, 'a', 'b')");
      return temporaryFiles();
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  private static List<String> temporaryFiles() {
    try (Stream<Path> open = Files.list(OPEN_FILES)) {
      return open.flatMap(TemporaryFilesTest::target)
          .filter(file -> file.contains("etilqs_"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What an open file is; nothing when it was closed meanwhile. */
  private static Stream<String> target(Path open) {
    try {
      return Stream.of(Files.readSymbolicLink(open).toString());
    } catch (IOException e) {
      return Stream.empty();
    }
  }
}
