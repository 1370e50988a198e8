package dev.hera.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarksTest {
  @TempDir Path directory;

  /** Says that all of it works; what it prints is of a busy machine and of cold code. */
  @Test
  void every_part_completes_and_writes_its_table() throws Exception {
    Path markdown = directory.resolve("tables.md");

    Benchmarks.run("check", "--directory", directory.toString(), "--markdown", markdown.toString());

    assertThat(Files.readString(markdown))
        .contains("plain JDBC", "db-scheduler", "JobRunr", "Quartz", "Hera to Quartz")
        .contains("chain of 20, hand-off, median")
        .contains("DBOS", "Hera, 2 hosts")
        .contains("`done` at one host to the worker's start by the other")
        .contains("fan: commits")
        .contains("plain JDBC, 64 a commit")
        .contains("Submission of a whole plan")
        .contains("history of 10,000 events and messages")
        .contains("CycleCheck.cycle")
        .doesNotContain("NaN");
    try (var left = Files.list(directory)) {
      assertThat(left).containsExactly(markdown);
    }
  }
}
