package dev.hera.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Proves;
import dev.hera.plan.Orientation.Upstream;
import java.util.List;
import org.junit.jupiter.api.Test;

@Proves("G19")
class OrientationTest {
  private static final Upstream SEED = new Upstream("1a-seed", "hera/shop/1a-seed");
  private static final Upstream LEFT = new Upstream("2a-left", "hera/shop/2a-left");

  private static String text(boolean hasBlockers, Upstream... upstream) {
    return Orientation.forNode(
        "shop", "3a-join", "lead", hasBlockers, List.of(upstream), null, "Join\nthem.");
  }

  @Test
  void says_who_is_who_how_to_report_and_then_the_verbatim_prompt() {
    String text = text(false);
    assertThat(text)
        .startsWith("You are 3a-join, a worker of the orchestrator shop. Its coordinator is lead.")
        .containsSubsequence(
            "hera_send",
            "status=working",
            "hera_inbox(timeout_seconds=50)",
            "go or wait",
            "Every message of yours needs a status",
            "Finish with status done, or failed")
        .contains("fenced")
        .endsWith("\nJoin\nthem.");
    assertThat(text).doesNotContain("Everything that you waited for").doesNotContain("branch");
  }

  @Test
  void says_that_there_is_no_coordinator_yet() {
    assertThat(Orientation.forNode("shop", "a", null, false, List.of(), null, "x"))
        .contains("It has no coordinator yet.")
        .doesNotContain("null");
  }

  @Test
  void says_that_the_upstream_is_done_when_there_was_one() {
    assertThat(text(true, SEED))
        .contains("Everything that you waited for is done: your own work may now begin.")
        .doesNotContain(SEED.branch());
  }

  @Test
  @Proves("G18")
  void lists_several_branches_and_which_one_it_stands_on() {
    assertThat(text(true, LEFT, SEED))
        .containsSubsequence(
            "- hera/shop/2a-left of 2a-left (your branch stands on this one)",
            "- hera/shop/1a-seed of 1a-seed (not in your base");
  }

  @Test
  @Proves("G20")
  void tells_a_sub_coordinator_that_it_owns_the_decomposition_of_its_goal() {
    String text = Orientation.forNode("shop", "2a-api", "lead", false, List.of(), "2a-api-2", "g");
    assertThat(text)
        .contains("You own the decomposition of your goal")
        .contains("orchestrator of your own, 2a-api-2")
        .contains("shop to report, 2a-api-2 to coordinate");
    assertThat(text(false)).doesNotContain("decomposition");
  }
}
