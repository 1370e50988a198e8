package dev.hera.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void three_digits_are_shown() {
    assertThat(Figures.perSecond(39_912.4)).isEqualTo("39,912/s");
    assertThat(Figures.millis(41.36)).isEqualTo("41.4 ms");
    assertThat(Figures.millis(3.456)).isEqualTo("3.46 ms");
    assertThat(Figures.times(0.0043)).isEqualTo("0.004 ×");
  }

  @Test
  void the_median_does_not_depend_on_the_order() {
    assertThat(Figures.median(List.of(3.0, 100.0, 1.0))).isEqualTo(3.0);
  }
}
