package dev.hera.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Proves;
import dev.hera.plan.Orientation.Ground;
import dev.hera.plan.Orientation.Mission;
import dev.hera.plan.Orientation.Note;
import dev.hera.plan.Orientation.Standing;
import dev.hera.plan.Orientation.Upstream;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

@Proves("G19")
class OrientationTest {
  private static final Upstream SEED =
      new Upstream("1a-seed", "hera/shop/1a-seed", Standing.MISSING);
  private static final Upstream LEFT = new Upstream("2a-left", "hera/shop/2a-left", Standing.BASE);

  private static String text(boolean hasBlockers, Upstream... upstream) {
    return text(hasBlockers, new Ground(null, List.of(upstream), List.of(), List.of()));
  }

  private static String text(boolean hasBlockers, Ground ground) {
    Mission mission = new Mission("shop", "3a-join", "lead", hasBlockers, null, "Join\nthem.");
    return Orientation.forNode(mission, ground, UnaryOperator.identity());
  }

  @Test
  void says_who_is_who_how_to_report_and_then_the_verbatim_prompt() {
    String text = text(false);
    assertThat(text)
        .startsWith("You are 3a-join, a worker of the orchestrator shop. Its coordinator is lead.")
        .containsSubsequence(
            "How to report, with `Participant`:",
            "`Participant.send`",
            "status=working",
            "`Participant.inbox`(`timeout`=50)",
            "go or wait",
            "Every message of yours needs a status",
            "Finish with status done, or failed")
        .contains("fenced")
        .endsWith("\nJoin\nthem.");
    assertThat(text).doesNotContain("Everything that you waited for").doesNotContain("branch");
  }

  @Test
  void what_hera_says_is_said_in_the_words_of_the_agent_and_the_mission_as_it_was_given() {
    Mission mission = new Mission("shop", "a", "lead", false, "a-2", "`Participant.send` it");
    String text =
        Orientation.forNode(mission, Ground.NONE, said -> said.replaceAll("`[^`]*`", "<a tool>"));
    assertThat(text)
        .contains("with <a tool>:", "Plan its nodes (<a tool>)")
        .endsWith("\nYour mission:\n\n`Participant.send` it")
        .containsOnlyOnce("`Participant.send`");
  }

  @Test
  void says_that_there_is_no_coordinator_yet() {
    Mission mission = new Mission("shop", "a", null, false, null, "x");
    assertThat(Orientation.forNode(mission, Ground.NONE, UnaryOperator.identity()))
        .contains("Hera may be restarting: repeat it for at least a minute")
        .contains("It has no coordinator yet.")
        .doesNotContain("null");
  }

  @Test
  void says_that_the_upstream_is_done_when_there_was_one() {
    assertThat(text(true, LEFT))
        .contains("Everything that you waited for is done: your own work may now begin.")
        .doesNotContain(LEFT.branch());
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
  @Proves("G18")
  void says_what_was_merged_and_what_the_base_has_already() {
    Upstream merged = new Upstream("2b", "hera/shop/2b", Standing.MERGED);
    Upstream contained = new Upstream("2c", "hera/shop/2c", Standing.CONTAINED);
    assertThat(text(true, LEFT, merged, contained))
        .contains("hera/shop/2b of 2b (merged: your branch contains it)")
        .contains("hera/shop/2c of 2c (your base contains it)")
        .doesNotContain("not in your base");
  }

  @Test
  void says_on_which_branch_to_commit_and_what_the_worktree_lacks() {
    assertThat(text(false, new Ground("hera/shop/3a", List.of(), List.of(), List.of("Mind it."))))
        .contains("Your branch is hera/shop/3a", "Commit your work on it", ".env", "Mind it.");
  }

  @Test
  @Proves("G17")
  void says_what_is_odd_of_the_work_that_it_stands_on() {
    Note left = new Note("2a", 3, null);
    Note gone = new Note("2b", 0, "its branch is gone; it is merged in main, so main is the base");
    assertThat(text(true, new Ground(null, List.of(), List.of(left, gone), List.of())))
        .contains("2a left 3 uncommitted files; they are not in your base.")
        .contains("The work of 2b: its branch is gone; it is merged in main");
  }

  @Test
  @Proves("G20")
  void tells_a_sub_coordinator_that_it_owns_the_decomposition_of_its_goal() {
    Mission mission = new Mission("shop", "2a-api", "lead", false, "2a-api-2", "g");
    String text = Orientation.forNode(mission, Ground.NONE, UnaryOperator.identity());
    assertThat(text)
        .contains("You own the decomposition of your goal")
        .contains("orchestrator of your own, 2a-api-2")
        .contains("shop to report, 2a-api-2 to coordinate");
    assertThat(text(false)).doesNotContain("decomposition");
  }
}
