package dev.hera.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.InvalidArgumentException;
import dev.hera.spi.HeraStore;
import dev.hera.spi.IdKind;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.JooqStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FileDatabaseTest {
  @TempDir Path directory;
  private Path path;
  private Path file;
  private Path lock;

  @BeforeEach
  void name() {
    path = directory.resolve("hera");
    file = directory.resolve("hera.mv.db");
    lock = directory.resolve("hera.mv.db.lock");
  }

  @Test
  void a_path_that_is_not_given_is_named() {
    assertThatThrownBy(() -> H2Store.open(null))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("database: ");
  }

  @Test
  void creates_files_that_only_the_owner_can_read() throws Exception {
    H2Store.open(path).close();
    assertThat(list()).containsExactly(file, lock);
    for (Path each : list()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void refuses_a_second_store_on_an_open_file_and_says_who_has_it() {
    try (H2Store first = H2Store.open(path)) {
      assertThat(takeId(first)).isEqualTo(1);
      assertThatThrownBy(() -> H2Store.open(path))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining(path.toString())
          .hasMessageContaining("this process has it open");
      assertThat(takeId(first)).isEqualTo(2);
    }
    try (H2Store again = H2Store.open(path)) {
      assertThat(takeId(again)).isEqualTo(3);
    }
  }

  @Test
  void refuses_a_file_that_another_process_has_open_and_says_which() throws Exception {
    Process other = start(path);
    try (BufferedReader lines = other.inputReader(StandardCharsets.US_ASCII)) {
      assertThat(lines.readLine()).isEqualTo("open");
      assertThatThrownBy(() -> H2Store.open(path))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("process " + other.pid() + " has it open");
      Files.delete(lock);
      assertThatThrownBy(() -> H2Store.open(path))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("another program has it open");
    } finally {
      other.destroyForcibly().waitFor();
    }
    H2Store.open(path).close();
  }

  private static Process start(Path path) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Opening.class.getName(),
            path.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** A refusal that opened and closed the file would have dropped this process's locks on it. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void an_open_file_is_refused_by_every_name_of_it_and_stays_locked(boolean symbolic)
      throws Exception {
    Path alias = directory.resolve("alias");
    try (H2Store first = H2Store.open(path)) {
      link(directory.resolve("alias.mv.db"), symbolic);
      assertThatThrownBy(() -> H2Store.open(alias))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("this process has it open");
      assertThat(answerOfAnother(path))
          .contains("process " + ProcessHandle.current().pid() + " has it open");
      assertThat(answerOfAnother(alias)).contains("has it open");
      assertThat(takeId(first)).isEqualTo(1);
    }
    try (H2Store again = H2Store.open(alias)) {
      assertThat(takeId(again)).isEqualTo(2);
    }
  }

  private void link(Path alias, boolean symbolic) throws IOException {
    if (symbolic) {
      Files.createSymbolicLink(alias, file);
    } else {
      Files.createLink(alias, file);
    }
  }

  /** What another process says when it opens the database. */
  private static String answerOfAnother(Path path) throws Exception {
    Process other = start(path);
    try (BufferedReader lines = other.inputReader(StandardCharsets.US_ASCII)) {
      return lines.readLine();
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  @Test
  void takes_a_link_for_the_database_that_it_leads_to() throws Exception {
    Path real = Files.createDirectory(directory.resolve("real"));
    Files.createSymbolicLink(directory.resolve("folder"), real);
    H2Store.open(directory.resolve("folder/hera")).close();
    Files.createSymbolicLink(file, Path.of("folder/hera.mv.db"));
    try (H2Store store = H2Store.open(path)) {
      assertThat(takeId(store)).isEqualTo(1);
      assertThatThrownBy(() -> H2Store.open(real.resolve("hera")))
          .isInstanceOf(StoreUnavailableException.class);
    }
    assertThat(list()).containsExactly(directory.resolve("folder"), file, real);
    Files.delete(file);
    Files.move(real.resolve("hera.mv.db"), real.resolve("data"));
    Files.createSymbolicLink(file, Path.of("folder/data"));
    refuses(path, "open a path that leads to a name with .mv.db");
  }

  @Test
  void refuses_a_database_of_another_program_and_leaves_it_untouched() throws Exception {
    execute("hera", "create table notes (text varchar)");
    refusesUntouched("another program");
    Files.delete(file);
    execute("sa", "create table notes (text varchar)");
    refusesUntouched("another program");
  }

  @Test
  void refuses_what_is_not_an_h2_database_and_leaves_it_untouched() throws Exception {
    Files.createFile(file);
    refusesUntouched("not an H2 database");
    Files.writeString(file, "not a database\n");
    refusesUntouched("not an H2 database");
    Files.writeString(file, "long ".repeat(5_000));
    refusesUntouched("not an H2 database");
  }

  @Test
  void refuses_a_file_of_which_only_the_start_is_left_and_leaves_it_untouched() throws Exception {
    H2Store.open(path).close();
    byte[] whole = Files.readAllBytes(file);
    for (int length : List.of(4, 4_096, 8_191, 8_192, 8_193, 12_288)) {
      Files.delete(file);
      Files.write(file, Arrays.copyOf(whole, length));
      refusesUntouched("cannot be opened");
    }
  }

  @Test
  void leaves_what_is_not_its_lock_file_as_it_is() throws Exception {
    Path users = Files.writeString(directory.resolve("hera.lock"), "a user's own\n");
    H2Store.open(path).close();
    Files.createSymbolicLink(directory.resolve("alias.mv.db.lock"), users);
    refuses(directory.resolve("alias"), "move that away");
    Files.writeString(lock, "process of my own\n");
    refuses(path, "move that away");
    assertThat(lock).hasContent("process of my own\n");
    Files.delete(lock);
    Files.createDirectory(lock);
    refuses(path, "move that away");
    assertThat(users).hasContent("a user's own\n");
    assertThat(list()).containsExactly(directory.resolve("alias.mv.db.lock"), users, file, lock);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "process 4194304\n", "\0\0\0\0"})
  void takes_the_lock_file_that_a_dead_process_left(String text) throws Exception {
    H2Store.open(path).close();
    Files.writeString(lock, text);
    H2Store.open(path).close();
    assertThat(lock).hasContent("process " + ProcessHandle.current().pid() + "\n");
  }

  @Test
  void knows_the_versions_of_h2_that_lose_commits() throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:")) {
      assertThat(connection.getMetaData().getDatabaseProductVersion())
          .contains("." + Builds.running());
    }
    assertThat(IntStream.rangeClosed(224, 260).filter(Builds::isLosing))
        .containsExactly(250, 251, 252);
    assertThat(Builds.isLosing(Builds.running())).isFalse();
  }

  @Test
  void refuses_the_database_of_a_newer_hera_and_leaves_it_untouched() throws Exception {
    H2Store.open(path).close();
    execute("hera", "insert into hera_schema values (" + (JooqStore.SCHEMA_VERSION + 1) + ")");
    refusesUntouched("newer Hera");
  }

  @Test
  void refuses_a_directory_and_a_path_without_a_directory() throws Exception {
    refuses(directory.resolve("missing/hera"), "directory does not exist");
    refuses(directory.resolve("a;b"), "';'");
    Files.createDirectory(file);
    refuses(path, "not a regular file");
  }

  @Test
  void refuses_a_path_that_h2_would_take_for_another_one() throws Exception {
    refuses(directory.resolve("a\\b"), "'\\'");
    try (FileSystem zip =
        FileSystems.newFileSystem(directory.resolve("a.zip"), Map.of("create", "true"))) {
      refuses(zip.getPath("/hera"), "default file system");
    }
    assertThat(list()).containsExactly(directory.resolve("a.zip"));
  }

  @Test
  void refuses_a_link_that_leads_nowhere_and_leaves_nothing_beside_it() throws Exception {
    Files.createSymbolicLink(file, directory.resolve("missing.mv.db"));
    refuses(path, "leads nowhere");
    assertThat(list()).containsExactly(file);
  }

  @Test
  void removes_what_a_process_left_that_was_killed_while_it_made_the_database() throws Exception {
    Path unfinished = directory.resolve("hera.mv.db.unfinished.mv.db");
    for (long expected = 1; expected <= 2; expected++) {
      Files.writeString(unfinished, "half a database");
      try (H2Store store = H2Store.open(path)) {
        assertThat(list()).containsExactly(file, lock);
        assertThat(takeId(store)).isEqualTo(expected);
      }
    }
  }

  @Test
  void takes_a_path_with_blanks_and_quotes() {
    Path odd = directory.resolve("it's a path");
    for (long expected = 1; expected <= 2; expected++) {
      try (H2Store store = H2Store.open(odd)) {
        assertThat(takeId(store)).isEqualTo(expected);
      }
    }
  }

  @Test
  void takes_the_settings_that_its_promise_needs() throws Exception {
    try (Database database = FileDatabase.open(path)) {
      H2Engine engine = H2Engine.of(database);
      try (Connection reader = engine.readers().getConnection();
          Connection writer = engine.writer().getConnection()) {
        assertThat(Database.setting(writer, "WRITE_DELAY")).isEqualTo("0");
        String isolation =
            "select isolation_level from information_schema.sessions where session_id ="
                + " session_id()";
        assertThat(Database.query(reader, isolation)).isEqualTo("SNAPSHOT");
      }
    }
  }

  @Test
  void copies_the_database_aside_for_its_owner_only() throws Exception {
    H2Store.open(path).close();
    try (Database database = FileDatabase.open(path)) {
      H2Engine.of(database).backUp(1);
    }
    Path copy = directory.resolve("hera-schema-1.backup.zip");
    assertThat(copy).isNotEmptyFile();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
        .isEqualTo("rw-------");
  }

  private void refusesUntouched(String why) throws IOException {
    byte[] before = Files.readAllBytes(file);
    List<Path> beside = list();
    refuses(path, why);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(list()).isEqualTo(beside);
  }

  private static void refuses(Path path, String why) {
    assertThatThrownBy(() -> H2Store.open(path))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(why);
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private void execute(String user, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:" + path, user, "");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long takeId(HeraStore store) {
    return store.write(tx -> tx.takeIds(IdKind.ROLE, 1));
  }

  /** Opens the store, says so or why not, and waits to be killed. */
  static final class Opening {
    private Opening() {}

    public static void main(String[] arguments) throws InterruptedException {
      try {
        H2Store.open(Path.of(arguments[0]));
        System.out.println("open");
      } catch (StoreUnavailableException e) {
        System.out.println(e.getMessage());
      }
      Thread.currentThread().join();
    }
  }
}
