package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.ErrorCode;
import dev.hera.spi.HeraStore;
import dev.hera.spi.IdKind;
import dev.hera.spi.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to the files of a store while it is open is noticed, and no answer is lost. */
class LostFileTest {
  @TempDir Path directory;

  private Path file;

  @BeforeEach
  void choosePlace() throws IOException {
    file = Files.createDirectory(directory.resolve("place")).resolve("hera.db");
  }

  /** Something that somebody does to the files of an open store. */
  interface Mishap {
    void happensTo(Path file) throws IOException;
  }

  private record Named(String name, Mishap mishap) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Named> mishaps() {
    return Stream.of(
        new Named("deleted", Files::delete),
        new Named("renamed", file -> Files.move(file, file.resolveSibling("old.db"))),
        new Named("replaced by an empty file", LostFileTest::replaceByEmptyFile),
        new Named("replaced by a backup", LostFileTest::replaceByBackup),
        new Named("directory moved", file -> Files.move(file.getParent(), moved(file))),
        new Named("directory deleted and made again", LostFileTest::remakeDirectory),
        new Named("log deleted", file -> Files.delete(beside(file, "-wal"))),
        new Named("index of the log deleted", file -> Files.delete(beside(file, "-shm"))));
  }

  private static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  private static Path moved(Path file) {
    return file.getParent().resolveSibling("moved");
  }

  private static void replaceByEmptyFile(Path file) throws IOException {
    Files.delete(file);
    Files.createFile(file);
  }

  private static void replaceByBackup(Path file) throws IOException {
    Path backup = file.resolveSibling("backup.db");
    SqliteStore.open(backup).close();
    Files.move(backup, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void remakeDirectory(Path file) throws IOException {
    try (Stream<Path> all = Files.walk(file.getParent(), new FileVisitOption[0])) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    Files.createDirectory(file.getParent());
  }

  @ParameterizedTest
  @MethodSource("mishaps")
  void no_write_is_answered_any_more(Named named) throws IOException {
    try (SqliteStore store = SqliteStore.open(file)) {
      assertThat(takeId(store)).isEqualTo(1);
      named.mishap().happensTo(file);
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> takeId(store))
            .isInstanceOfSatisfying(
                StoreUnavailableException.class,
                refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
            .hasMessageContaining("hera.db");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("mishaps")
  void no_read_is_answered_from_a_file_that_is_not_there(Named named) throws IOException {
    try (SqliteStore store = SqliteStore.open(file)) {
      takeId(store);
      assertThat(read(store)).isZero();
      named.mishap().happensTo(file);
      if (named.name().contains("log")) {
        assertThat(read(store)).as("all of the database is still to be read").isZero();
      } else {
        assertThatThrownBy(() -> read(store)).isInstanceOf(StoreUnavailableException.class);
      }
    }
  }

  @Test
  void a_file_that_is_put_back_is_gone_on_with() throws IOException {
    Path away = file.resolveSibling("away");
    try (SqliteStore store = SqliteStore.open(file)) {
      takeId(store);
      Files.move(file, away);
      assertThatThrownBy(() -> takeId(store)).isInstanceOf(StoreUnavailableException.class);
      Files.move(away, file);
      assertThat(takeId(store)).isEqualTo(2);
    }
    try (SqliteStore store = SqliteStore.open(file)) {
      assertThat(takeId(store)).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-wal", "-shm"})
  void what_was_answered_before_its_log_was_deleted_is_there_after_reopening(String ending)
      throws IOException {
    try (SqliteStore store = SqliteStore.open(file)) {
      takeId(store);
      read(store);
      Files.delete(beside(file, ending));
      assertThatThrownBy(() -> takeId(store)).isInstanceOf(StoreUnavailableException.class);
    }
    try (SqliteStore store = SqliteStore.open(file)) {
      assertThat(takeId(store)).isEqualTo(2);
    }
  }

  @Test
  void the_next_start_makes_no_new_database_beside_the_log_of_a_lost_one() throws IOException {
    try (SqliteStore store = SqliteStore.open(file)) {
      takeId(store);
      Files.move(file, file.resolveSibling("away.db"));
      assertRefused("-wal");
    }
    assertThat(beside(file, "-wal")).as("kept, for the moved file needs it").exists();
    assertRefused("-wal");
    Files.move(file.resolveSibling("away.db"), file);
    try (SqliteStore store = SqliteStore.open(file)) {
      assertThat(takeId(store)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-wal", "-shm", "-journal"})
  void a_remainder_of_a_lost_database_is_refused_untouched(String ending) throws IOException {
    Files.writeString(beside(file, ending), "rest");
    assertRefused(ending);
    assertThat(beside(file, ending)).hasContent("rest");
    assertThat(file).doesNotExist();
  }

  @Test
  void an_empty_file_beside_a_log_is_no_new_database() throws IOException {
    Files.createFile(file);
    Files.writeString(beside(file, "-wal"), "rest");
    assertRefused("-wal");
    assertThat(file).isEmptyFile();
  }

  private void assertRefused(String ending) {
    assertThatThrownBy(() -> SqliteStore.open(file))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("hera.db" + ending);
  }

  @Test
  void a_link_that_leads_elsewhere_now_is_noticed() throws IOException {
    Path other = file.resolveSibling("other.db");
    SqliteStore.open(other).close();
    Path link = Files.createSymbolicLink(file.resolveSibling("link.db"), file);
    SqliteStore.open(file).close();
    try (SqliteStore store = SqliteStore.open(link)) {
      takeId(store);
      Files.delete(link);
      Files.createSymbolicLink(link, other);
      assertThatThrownBy(() -> takeId(store)).isInstanceOf(StoreUnavailableException.class);
    }
    assertThat(List.of(Files.size(other))).allMatch(size -> size > 0);
  }

  private static long takeId(HeraStore store) {
    return store.write(tx -> tx.takeIds(IdKind.ROLE, 1));
  }

  private static int read(HeraStore store) {
    return store.read(tx -> tx.orchestrators().listActive().size());
  }
}
