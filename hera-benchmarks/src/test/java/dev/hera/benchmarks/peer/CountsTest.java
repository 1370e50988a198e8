package dev.hera.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.benchmarks.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountsTest {
  @TempDir Path directory;

  /** No noise touches these: they are what a node costs, however long it takes. */
  @Test
  void a_node_of_a_fan_costs_no_more_commits_pages_and_transactions_than_is_required()
      throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    new Counts(directory, 1_000, 20)
        .run(
            new Report(new PrintStream(printed, true, StandardCharsets.UTF_8)),
            List.of(Runner.HERA));

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("required: commits", "required: pages", "required: write transactions")
        .doesNotContain("NOT REACHED");
  }
}
