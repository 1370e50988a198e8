package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.Plan;
import dev.hera.role.Status;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.FoundBase;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.MergeConflictException;
import dev.hera.view.ViewState;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nodes whose blockers' branches do not merge. */
@Proves({"G18", "G3"})
class MergeConflictTest {
  private final TestWorld world = TestWorld.withPlace();

  @BeforeEach
  void conflict() {
    Plan.Builder plan = Plan.builder().node("a", "a").node("b", "b");
    world.lead().submit(plan.node("join", "join").after("a", "b").build());
    world.tick();
    world.launcher().throwsAtStart("join", new MergeConflictException("pom.xml: a and b"));
    world.reports("a", Status.DONE);
    world.reports("b", Status.DONE);
    world.tick();
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void sweep() {
    world.clock().advance(Duration.ofSeconds(60));
    world.tick();
  }

  private long held() {
    return world.told().stream().filter(tldr -> tldr.startsWith("held: join")).count();
  }

  @Test
  void a_conflict_holds_the_node_and_says_which_paths() {
    assertThat(world.state("join")).isEqualTo(ViewState.HELD);
    assertThat(world.lead().inbox().messages())
        .anySatisfy(
            notice -> {
              assertThat(notice.tldr()).isEqualTo("held: join (merge conflict)");
              assertThat(notice.body()).contains("pom.xml: a and b");
            });
    assertThat(world.lead().explain("join").heldReason().wire()).isEqualTo("merge_conflict");
    assertThat(world.task("join").isActive()).isFalse();
    assertThat(world.launch("join").occupiesPlace()).isFalse();
  }

  @Test
  @Proves("G13")
  void it_is_told_once_however_often_it_is_tried_again() {
    assertThat(held()).isEqualTo(1);
    sweep();
    sweep();
    world.another("second").tick();
    assertThat(held()).isZero();
    assertThat(world.holds(world.role("join"))).hasSize(1);
    assertThat(world.state("join")).isEqualTo(ViewState.HELD);
  }

  @Test
  @Proves("G14")
  void an_edit_releases_it_and_it_starts() {
    world.told();
    world.launcher().worksAgain("join");
    world.lead().update("join", "merge by hand first", null, null);
    assertThat(world.told()).singleElement().asString().startsWith("unblocked: join");
    assertThat(world.state("join")).isEqualTo(ViewState.READY);
    world.tick();
    assertThat(world.launcher().started()).contains("join");
    assertThat(world.openHolds("join")).isEmpty();
  }

  @Test
  @Proves({"G13", "G14"})
  void an_edit_that_helps_nothing_opens_a_new_episode() {
    world.told();
    world.lead().update("join", "try again", null, null);
    world.tick();
    assertThat(world.told())
        .extracting(tldr -> tldr.substring(0, tldr.indexOf(' ')))
        .containsExactly("unblocked:", "held:");
  }

  @Test
  @Proves("G14")
  void branches_that_merge_at_a_later_try_release_it_and_are_told() {
    world.told();
    world.launcher().worksAgain("join");
    sweep();
    assertThat(world.launcher().started()).contains("join");
    assertThat(world.told()).containsOnlyOnce("unblocked: join (its launch recovered)");
    assertThat(world.openHolds("join")).isEmpty();
    world.reports("join", Status.DONE);
    assertThat(world.state("join")).isEqualTo(ViewState.IN_REVIEW);
  }

  @Test
  @Proves("G26")
  void another_failure_at_a_later_try_is_a_failed_start() {
    world.told();
    world.launcher().throwsAtStart("join", new LaunchException("no room"));
    sweep();
    assertThat(world.state("join")).isEqualTo(ViewState.READY);
    assertThat(world.launch("join").lastError()).isEqualTo("no room");
    assertThat(world.openHolds("join")).isEmpty();
  }

  @Test
  @Proves("G5")
  void a_blocker_that_is_reopened_and_done_again_has_it_tried_again() {
    world.told();
    world.reports("a", Status.WORKING);
    world.launcher().worksAgain("join");
    sweep();
    assertThat(world.launcher().started()).doesNotContain("join");
    world.reports("a", Status.DONE);
    world.tick();
    assertThat(world.launcher().started()).contains("join");
  }

  @Test
  @Proves("G15")
  void cancelling_the_node_ends_it_in_silence() {
    world.told();
    world.lead().cancel("join");
    sweep();
    assertThat(world.told()).isEmpty();
    assertThat(world.openHolds("join")).isEmpty();
  }

  @Test
  @Proves({"G14", "G27"})
  void a_task_that_was_accepted_meanwhile_and_does_not_run_leaves_no_conflict_open() {
    world
        .launcher()
        .onStart(
            "join",
            request -> {
              world.lead().accept("join", null);
              throw new IllegalStateException("timed out");
            });
    world.launcher().answers("join", new Found.Unknown("no connection"));
    sweep();
    assertThat(world.openHolds("join")).hasSize(2);
    world.hera().unknownLaunches().retry(TestWorld.PLACE, "join");
    assertThat(world.openHolds("join")).isEmpty();
  }

  @Test
  void a_start_that_is_held_says_nothing_of_a_fan_in() {
    assertThat(world.told()).noneMatch(tldr -> tldr.startsWith("fan-in"));
    world.launcher().worksAgain("join");
    sweep();
    assertThat(world.told()).containsOnlyOnce("fan-in: join stands on hera/shop/b");
  }

  @Test
  @Proves("G14")
  void new_commits_of_a_branch_have_it_tried_at_once_and_its_release_says_which() {
    world.launcher().hasBase("hera/shop/a", new FoundBase.At("1"));
    sweep();
    world.told();
    world.launcher().hasBase("hera/shop/a", new FoundBase.At("2"));
    world.launcher().worksAgain("join");
    world.tick();
    assertThat(world.launcher().started()).contains("join");
    assertThat(world.lead().inbox().messages())
        .anySatisfy(
            notice -> {
              assertThat(notice.tldr()).isEqualTo("unblocked: join (its branches changed)");
              assertThat(notice.body()).contains("hera/shop/a of a has new commits");
            });
  }

  @Test
  void commits_that_do_not_help_are_told_to_nobody() {
    world.launcher().hasBase("hera/shop/a", new FoundBase.At("1"));
    sweep();
    world.told();
    world.launcher().hasBase("hera/shop/a", new FoundBase.At("2"));
    world.tick();
    assertThat(world.told()).isEmpty();
    assertThat(world.holds(world.role("join"))).hasSize(1);
  }
}
