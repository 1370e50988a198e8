package dev.hera.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.spi.HeraStore;
import dev.hera.spi.IdKind;
import dev.hera.spi.StoreUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What happens to the file of a store while it is open is noticed, and no answer is lost. */
class LostFileTest {
  @TempDir Path directory;

  private Path path;

  @BeforeEach
  void choosePlace() throws IOException {
    path = Files.createDirectory(directory.resolve("place")).resolve("hera");
  }

  /** Something that somebody does to the file of an open store. */
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
        new Named("renamed", file -> Files.move(file, file.resolveSibling("old"))),
        new Named("replaced by a backup", LostFileTest::replaceByBackup),
        new Named(
            "directory moved",
            file -> Files.move(file.getParent(), file.getParent().resolveSibling("moved"))));
  }

  private static void replaceByBackup(Path file) throws IOException {
    Path backup = file.resolveSibling("backup");
    H2Store.open(backup).close();
    Files.move(file(backup), file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path file(Path path) {
    return path.resolveSibling(path.getFileName() + ".mv.db");
  }

  @ParameterizedTest
  @MethodSource("mishaps")
  void nothing_is_answered_any_more(Named named) throws IOException {
    try (H2Store store = H2Store.open(path)) {
      assertThat(takeId(store)).isEqualTo(1);
      named.mishap().happensTo(file(path));
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> takeId(store)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> read(store)).isInstanceOf(StoreUnavailableException.class);
      }
    }
  }

  @Test
  void a_file_that_is_put_back_is_gone_on_with() throws IOException {
    Path away = path.resolveSibling("away");
    try (H2Store store = H2Store.open(path)) {
      takeId(store);
      Files.move(file(path), away);
      assertThatThrownBy(() -> takeId(store)).isInstanceOf(StoreUnavailableException.class);
      Files.move(away, file(path));
      assertThat(takeId(store)).isEqualTo(2);
    }
    try (H2Store store = H2Store.open(path)) {
      assertThat(takeId(store)).isEqualTo(3);
    }
  }

  @Test
  void the_next_start_makes_no_new_database_under_the_lock_of_a_lost_one() throws IOException {
    H2Store.open(path).close();
    Files.move(file(path), path.resolveSibling("away"));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> H2Store.open(path))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("hera.mv.db.lock");
      assertThat(file(path)).doesNotExist();
    }
    Files.delete(path.resolveSibling("hera.mv.db.lock"));
    H2Store.open(path).close();
  }

  @Test
  void a_start_that_broke_off_while_it_made_its_database_leaves_no_lost_one() throws IOException {
    Path lock = path.resolveSibling("hera.mv.db.lock");
    for (String left : new String[] {"", "process 12 makes it\n"}) {
      Files.writeString(lock, left);
      H2Store.open(path).close();
      assertThat(lock).content().matches("process \\d+\n");
      Files.delete(file(path));
    }
  }

  private static long takeId(HeraStore store) {
    return store.write(tx -> tx.takeIds(IdKind.ROLE, 1));
  }

  private static int read(HeraStore store) {
    return store.read(tx -> tx.orchestrators().listActive().size());
  }
}
