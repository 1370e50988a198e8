package dev.hera.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columns_are_as_wide_as_their_widest_cell() {
    Table table = new Table(List.of("work", "Hera")).row(List.of("fan", "1,940/s"));

    assertThat(table.lines())
        .containsExactly("| work | Hera    |", "| ---- | ------- |", "| fan  | 1,940/s |");
  }
}
