package dev.hera.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Proves;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Proves("W5")
class StagesTest {

  private static List<List<String>> stages(Pictures plan) {
    return Stages.of(plan.of("shop")).stream()
        .map(stage -> stage.stream().map(PlanView.Node::name).toList())
        .toList();
  }

  private static Pictures sources(String... names) {
    Pictures plan = new Pictures();
    for (String name : names) {
      plan.node(name, ViewState.PLANNED);
    }
    return plan;
  }

  @Test
  void a_stage_is_the_longest_path_from_a_source_whatever_the_name_says() {
    Pictures plan =
        new Pictures()
            .node("1-last", ViewState.PLANNED, "2-mid", "9-first")
            .node("2-mid", ViewState.PLANNED, "9-first")
            .node("9-first", ViewState.DONE)
            .node("5-alone", ViewState.CANCELLED);
    assertThat(stages(plan))
        .containsExactly(List.of("5-alone", "9-first"), List.of("2-mid"), List.of("1-last"));
  }

  @Test
  void a_blocker_that_is_no_node_counts_for_nothing() {
    assertThat(stages(new Pictures().node("a", ViewState.PLANNED, "helper")))
        .containsExactly(List.of("a"));
  }

  @Test
  void inside_a_stage_numbers_and_letters_come_before_names() {
    assertThat(
            stages(
                sources(
                    "zeta", "10a-x", "2b-x", "2a-y", "2a-x", "2-x", "2B-w", "02a-z", "2ab", "3rd",
                    "alpha")))
        .containsExactly(
            List.of(
                "2-x", "02a-z", "2a-x", "2a-y", "2B-w", "2b-x", "10a-x", "2ab", "3rd", "alpha",
                "zeta"));
  }

  @Test
  void no_nodes_have_no_stages() {
    assertThat(stages(new Pictures())).isEmpty();
  }

  @Test
  void a_chain_of_any_length_is_followed() {
    Pictures plan = new Pictures().node("0", ViewState.DONE);
    IntStream.range(1, 20_000)
        .forEach(n -> plan.node(String.valueOf(n), ViewState.PLANNED, String.valueOf(n - 1)));
    assertThat(stages(plan)).hasSize(20_000).last().isEqualTo(List.of("19999"));
  }
}
