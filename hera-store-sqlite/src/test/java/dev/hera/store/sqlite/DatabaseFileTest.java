package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.JooqStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatabaseFileTest {
  @TempDir Path directory;

  @Test
  void takes_a_missing_and_an_empty_file() throws Exception {
    Path empty = Files.createFile(directory.resolve("empty.db"));
    for (Path file : List.of(directory.resolve("missing.db"), empty)) {
      try (SqliteStore store = SqliteStore.open(file)) {
        assertThat(store.write(SqliteRows::insertNext)).isEqualTo(1);
      }
    }
  }

  @Test
  void refuses_a_database_of_another_program_and_leaves_it_untouched() throws Exception {
    Path file = directory.resolve("other.db");
    execute(file, "create table notes (text varchar)");
    refusesUntouched(file, "another program");
  }

  @Test
  void refuses_a_text_file_and_leaves_it_untouched() throws Exception {
    Path file = Files.writeString(directory.resolve("notes.txt"), "not a database\n");
    refusesUntouched(file, "not a SQLite database");
    Path longer = Files.writeString(directory.resolve("long.txt"), "long ".repeat(5_000));
    refusesUntouched(longer, "not a SQLite database");
  }

  @Test
  void refuses_the_database_of_a_newer_hera_and_leaves_it_untouched() throws Exception {
    Path file = directory.resolve("newer.db");
    SqliteStore.open(file).close();
    execute(file, "pragma user_version = " + (JooqStore.SCHEMA_VERSION + 1));
    refusesUntouched(file, "newer Hera");
  }

  @Test
  void refuses_the_database_of_a_newer_hera_that_is_still_in_the_log() throws Exception {
    Path file = directory.resolve("newer.db");
    SqliteStore.open(file).close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma user_version = " + (JooqStore.SCHEMA_VERSION + 1));
      assertThatThrownBy(() -> SqliteStore.open(file))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("newer Hera");
    }
  }

  @Test
  void refuses_a_directory_and_a_path_without_a_directory() {
    assertThatThrownBy(() -> SqliteStore.open(directory))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("not a regular file");
    assertThatThrownBy(() -> SqliteStore.open(directory.resolve("missing/hera.db")))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("directory does not exist");
    assertThatThrownBy(() -> SqliteStore.open(directory.resolve("what?.db")))
        .isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void creates_one_database_for_two_stores_that_open_at_once() throws Exception {
    ExecutorService openers = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 10; round++) {
        Path file = directory.resolve("round-" + round + ".db");
        List<Future<Long>> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
          ids.add(openers.submit(() -> openAndInsert(file)));
        }
        assertThat(Stream.of(get(ids.get(0)), get(ids.get(1)), get(ids.get(2)), get(ids.get(3))))
            .containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
      }
    } finally {
      openers.shutdownNow();
    }
  }

  @Test
  void takes_the_settings_that_its_promise_needs() throws Exception {
    DatabaseFile file = new DatabaseFile(directory.resolve("hera.db"));
    file.create();
    SqliteEngine engine = SqliteEngine.of(file, SqliteStore.Durability.POWER_CUT);
    try (Connection reader = engine.readers().getConnection();
        Connection writer = engine.writer().getConnection()) {
      assertThat(Connections.pragma(reader, "foreign_keys")).isEqualTo("1");
      assertThat(Connections.pragma(writer, "journal_mode")).isEqualTo("wal");
      assertThat(Connections.pragma(writer, "synchronous")).isEqualTo("2");
      assertThat(Connections.pragma(writer, "foreign_keys")).isEqualTo("1");
      assertThat(Connections.pragma(reader, "busy_timeout")).isEqualTo("5000");
    }
  }

  @Test
  void refuses_a_sqlite_that_can_corrupt_its_log() {
    assertThatThrownBy(() -> Preparation.checkVersion("3.51.2")).hasMessageContaining("older");
    assertThatThrownBy(() -> Preparation.checkVersion("3.9.12")).hasMessageContaining("older");
    assertThatCode(() -> Preparation.checkVersion("3.51.3")).doesNotThrowAnyException();
    assertThatCode(() -> Preparation.checkVersion("3.100.0")).doesNotThrowAnyException();
  }

  private static long openAndInsert(Path file) {
    try (SqliteStore store = SqliteStore.open(file)) {
      return store.write(SqliteRows::insertNext);
    }
  }

  private void refusesUntouched(Path file, String why) throws IOException {
    byte[] before = Files.readAllBytes(file);
    List<Path> beside = list();
    assertThatThrownBy(() -> SqliteStore.open(file))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(list()).isEqualTo(beside);
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private static void execute(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
