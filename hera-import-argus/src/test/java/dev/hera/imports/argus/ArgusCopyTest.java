package dev.hera.imports.argus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.InvalidArgumentException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgusCopyTest extends ArgusImports {
  @Test
  void what_is_only_in_the_log_is_taken_and_nothing_of_the_source_changes() throws Exception {
    try (ArgusDatabase database = database(ArgusDatabase.Age.PRESENT)) {
      database.execute("pragma journal_mode = wal").mission();
      Path copied = Files.createDirectory(directory.resolve("copied"));
      for (String name : List.of("data.sql", "data.sql-wal")) {
        Files.copy(argus.resolveSibling(name), copied.resolve(name));
      }
      for (Path source : List.of(argus, copied.resolve("data.sql"))) {
        Map<String, String> before = contents(source.getParent());
        Path into = directory.resolve(source.getParent().getFileName() + ".db");
        assertThat(take(source, into).taken("roles")).isEqualTo(3);
        assertThat(contents(source.getParent())).isEqualTo(before);
      }
    }
  }

  @Test
  void the_log_beside_the_real_file_is_taken_through_a_link() throws Exception {
    try (ArgusDatabase database = database(ArgusDatabase.Age.PRESENT)) {
      database.execute("pragma journal_mode = wal").mission();
      Map<String, String> before = contents(argus.getParent());
      Path link = Files.createSymbolicLink(directory.resolve("link.sql"), argus);

      ImportReport report = take(link, target);

      assertThat(report.taken("roles")).isEqualTo(3);
      assertThat(contents(argus.getParent())).isEqualTo(before);
    }
  }

  @Test
  void a_refusal_names_the_link_that_was_given() throws Exception {
    Files.writeString(argus, "a text\n");
    Path link = Files.createSymbolicLink(directory.resolve("link.sql"), argus);

    assertThatThrownBy(() -> take(link, target))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageStartingWith("file: " + link);
  }
}
