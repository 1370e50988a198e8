package dev.hera.imports.argus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.InvalidArgumentException;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.sqlite.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArgusRefusalsTest extends ArgusImports {
  @Test
  void a_second_import_is_refused_and_changes_nothing() throws Exception {
    imported(database -> {});
    List<Role> before = read(tx -> tx.roles().listActive(new OrchestratorId(1), RoleFilter.ALL));

    assertThatThrownBy(() -> take(argus, target))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("has orchestrators");
    List<Role> after = read(tx -> tx.roles().listActive(new OrchestratorId(1), RoleFilter.ALL));
    assertThat(after).isEqualTo(before);
    List<Orchestrator> orchestrators = read(tx -> tx.orchestrators().listActive());
    assertThat(orchestrators).hasSize(1);
  }

  static Stream<Arguments> sources() {
    return Stream.of(
        Arguments.of("is not a file", (Source) file -> {}),
        Arguments.of("is not a file", (Source) Files::createDirectory),
        Arguments.of("not a SQLite", (Source) Files::createFile),
        Arguments.of("not a SQLite", (Source) file -> Files.writeString(file, "a text\n")),
        Arguments.of("no table hera_orchestrators", (Source) ArgusRefusalsTest::foreign),
        Arguments.of("no table hera_orchestrators", (Source) f -> SqliteStore.open(f).close()),
        Arguments.of("hera_orchestrators has no name", (Source) ArgusRefusalsTest::nameless),
        Arguments.of("newer Hera", (Source) ArgusRefusalsTest::newer),
        Arguments.of("data.sql", (Source) ArgusRefusalsTest::damaged),
        Arguments.of("data.sql", (Source) ArgusRefusalsTest::cut));
  }

  private interface Source {
    void make(Path file) throws Exception;
  }

  private static void foreign(Path file) throws SQLException {
    try (ArgusDatabase database = ArgusDatabase.plain(file)) {
      database.execute("create table notes (text text)");
    }
  }

  private static void nameless(Path file) throws SQLException {
    try (ArgusDatabase database = ArgusDatabase.plain(file)) {
      database.execute("create table hera_orchestrators (id integer, created_at text)");
    }
  }

  private static void newer(Path file) throws SQLException {
    try (ArgusDatabase database = ArgusDatabase.create(file, ArgusDatabase.Age.PRESENT)) {
      database.mission().execute("update tasks set status = 'paused'");
    }
  }

  private static void large(Path file) throws SQLException {
    try (ArgusDatabase database = ArgusDatabase.create(file, ArgusDatabase.Age.PRESENT)) {
      database.mission();
      for (int id = 100; id < 300; id++) {
        database.message(id, 2, 1, "t".repeat(200), "pending");
      }
    }
  }

  private static void damaged(Path file) throws Exception {
    large(file);
    byte[] bytes = Files.readAllBytes(file);
    for (int i = 4096; i < bytes.length; i += 7) {
      bytes[i] ^= 0x55;
    }
    Files.write(file, bytes);
  }

  private static void cut(Path file) throws Exception {
    large(file);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void refuses_a_source_that_is_none_and_touches_neither_file(String why, Source source)
      throws Exception {
    source.make(argus);
    Map<String, String> before = Files.isDirectory(argus) ? Map.of() : contents(argus.getParent());

    assertThatThrownBy(() -> take(argus, target))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageStartingWith("file: " + argus)
        .hasMessageContaining(why);
    assertThat(target).doesNotExist();
    if (!Files.isDirectory(argus)) {
      assertThat(contents(argus.getParent())).isEqualTo(before);
    }
  }

  @Test
  void refuses_a_target_that_is_no_hera_database_and_leaves_it() throws Exception {
    try (ArgusDatabase database = database(ArgusDatabase.Age.PRESENT)) {
      database.mission();
    }
    Map<String, String> before = contents(argus.getParent());

    assertThatThrownBy(() -> take(argus, argus))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("another program");
    assertThat(contents(argus.getParent())).isEqualTo(before);
  }

  @Test
  void refuses_a_null_and_names_it() throws Exception {
    assertThatThrownBy(() -> ArgusImport.read(null))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageStartingWith("file: ");
    database(ArgusDatabase.Age.PRESENT).close();
    ArgusImport found = ArgusImport.read(argus);
    assertThatThrownBy(() -> found.into(null))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageStartingWith("store: ");
  }
}
