package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Hera;
import dev.hera.examples.host.state.StateFolder;
import dev.hera.examples.host.state.StoreAddress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;

/** A plan that is read while no host has its store open: nothing is locked, migrated or written. */
@Timeout(90)
class PlanWithoutHostTest {
  @TempDir Path state;

  private record Ended(int code, String output, String errors) {}

  private Ended plan(String... more) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    CommandLine command =
        HeraCommand.commandLine().setOut(new PrintWriter(output)).setErr(new PrintWriter(errors));
    String[] words =
        Stream.concat(Stream.of("plan", "--state", state.toString()), Stream.of(more))
            .toArray(String[]::new);
    return new Ended(command.execute(words), output.toString(), errors.toString());
  }

  /** A file's content, and when it was written last. */
  private record Content(String bytes, FileTime written) {}

  private Map<Path, Content> files() throws IOException {
    Map<Path, Content> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = HexFormat.of().formatHex(Files.readAllBytes(file));
        all.put(file, new Content(bytes, Files.getLastModifiedTime(file)));
      }
    }
    return all;
  }

  private StoreAddress store(StoreAddress.Kind kind) {
    return new StoreAddress(kind, state.resolve("hera.db").toAbsolutePath());
  }

  private static void openOrchestrator(StoreAddress store) {
    try (Hera hera = Hera.builder(store.open()).build()) {
      hera.newOrchestrator("checkout", "lead");
    }
  }

  @ParameterizedTest
  @CsvSource({"sqlite,golden-3.db,hera.db", "h2,golden-3.mv.db,hera.db.mv.db"})
  void a_database_of_an_earlier_version_is_shown_and_stays_one(
      String kind, String golden, String name) throws Exception {
    Path resources = Path.of("../../hera-store-" + kind + "/src/test/resources");
    Files.copy(resources.resolve(golden), state.resolve(name));
    Map<Path, Content> before = files();

    Ended shown = plan("--store", kind + ":" + state.resolve("hera.db"));

    assertThat(shown.code()).as(shown.errors()).isZero();
    assertThat(shown.output()).contains("mission: ", "talk: no nodes");
    assertThat(files()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "H2"})
  void a_host_may_take_the_directory_and_the_store_meanwhile(StoreAddress.Kind kind) {
    StoreAddress store = store(kind);
    openOrchestrator(store);
    try (OperatorAccess reading = OperatorAccess.openToRead(state, store)) {
      StateFolder.open(state).undo();
      try (Hera host = Hera.builder(store.open()).build()) {
        host.newOrchestrator("later", "lead");
      }
      assertThat(reading.operations().orchestrators())
          .singleElement()
          .satisfies(line -> assertThat(line.name()).isEqualTo("checkout"));
    }
  }

  /** What a killed host committed last is in its log only. */
  @Test
  void what_a_killed_host_left_is_shown_and_stays_as_it_is() throws Exception {
    StoreAddress store = store(StoreAddress.Kind.SQLITE);
    Path live = Files.createDirectory(state.resolve("live"));
    StoreAddress used = new StoreAddress(store.kind(), live.resolve("hera.db"));
    try (Hera hera = Hera.builder(used.open()).build()) {
      hera.newOrchestrator("checkout", "lead");
      for (String ending : new String[] {"", "-wal"}) {
        Files.copy(live.resolve("hera.db" + ending), state.resolve("hera.db" + ending));
      }
    }
    assertThat(state.resolve("hera.db-wal")).isNotEmptyFile();
    Map<Path, Content> before = files();
    assertThat(plan().output()).contains("checkout: no nodes");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void a_store_that_is_none_is_named_as_it_was_given() throws Exception {
    Path notes = Files.writeString(state.resolve("notes.txt"), "remember the milk\n");
    Map<Path, Content> before = files();
    Ended refused = plan("--store", "sqlite:" + notes);
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.errors()).contains(notes.toString()).doesNotContain("hera-snapshot");
    Ended none = plan("--store", "sqlite:" + state.resolve("none.db"));
    assertThat(none.code()).isEqualTo(3);
    assertThat(files()).isEqualTo(before);
  }
}
