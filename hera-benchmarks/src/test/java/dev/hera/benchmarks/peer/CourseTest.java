package dev.hera.benchmarks.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CourseTest {
  @Test
  void the_last_task_of_a_fan_comes_after_all_others() throws Exception {
    Fan fan = new Fan(2);

    assertThat(fan.executed(Course.FIRST)).containsExactly(1, 2);
    assertThat(fan.executed(2)).isEmpty();
    assertThat(fan.executed(1)).containsExactly(3);
    assertThat(fan.executed(3)).isEmpty();
    fan.await(Duration.ofSeconds(1));
  }

  @Test
  void a_plan_has_the_edges_that_the_course_goes() {
    Submitted fan = new Submitted(new Fan(2).plan());

    assertThat(List.of(fan.nodes(), fan.edges())).containsExactly(4, 4);
    assertThat(List.of(fan.waits(0), fan.waits(1), fan.waits(3))).containsExactly(0, 1, 2);
    assertThat(new Submitted(new Chain(3).plan()).edges()).isEqualTo(2);
  }
}
