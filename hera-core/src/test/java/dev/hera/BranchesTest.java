package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.message.Inbox;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.Status;
import dev.hera.spi.LaunchException;
import dev.hera.spi.LaunchRequest.BlockerBranch;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On which branch a worker stands, and what it is told of the others. */
class BranchesTest {
  private final GateWorld world = new GateWorld();

  @AfterEach
  void close() {
    world.close();
  }

  private Coordinator open(String name, String baseBranch, String ownBranch) {
    Caller caller = world.hera().register(new NewTask(name, null, null, ownBranch));
    return world.hera().newOrchestrator(name, "lead", caller, null, baseBranch, null);
  }

  private String baseOfRootIn(Coordinator lead) {
    lead.submit(Plan.builder().node("root", "root").build());
    world.tick();
    return world.launcher().request("root").baseBranch();
  }

  @Test
  @Proves("G17")
  void a_root_stands_on_the_base_branch_of_its_orchestrator() {
    assertThat(baseOfRootIn(open("based", "release", "mine"))).isEqualTo("release");
  }

  @Test
  @Proves("G17")
  void without_one_it_stands_on_the_branch_of_the_coordinator() {
    assertThat(baseOfRootIn(open("own", null, "mine"))).isEqualTo("mine");
  }

  @Test
  @Proves("G17")
  void without_any_the_launcher_chooses() {
    assertThat(baseOfRootIn(open("none", null, null))).isNull();
  }

  @Test
  @Proves({"G17", "G18"})
  void a_node_stands_on_the_blocker_that_was_bound_last() {
    world.roots("a", "b", "c");
    world.lead().submit(Plan.builder().node("join", "join").after("c", "a", "b").build());
    world.lead().block("a", "c");
    world.tick();
    world.reports("b", Status.DONE);
    world.reports("c", Status.DONE);
    world.tick();
    world.reports("a", Status.DONE);
    world.tick();
    assertThat(world.launcher().started()).containsExactly("b", "c", "a", "join");
    assertThat(world.launcher().request("join").baseBranch()).isEqualTo("hera/shop/a");
    assertThat(world.launcher().request("join").blockerBranches())
        .containsExactly(
            new BlockerBranch("a", "hera/shop/a"),
            new BlockerBranch("c", "hera/shop/c"),
            new BlockerBranch("b", "hera/shop/b"));
    assertThat(world.task("join").baseBranch()).isEqualTo("hera/shop/a");
  }

  @Test
  @Proves("G17")
  void a_blocker_that_never_ran_gives_no_branch() {
    world.roots("a", "b");
    world.lead().submit(Plan.builder().node("c", "c").after("b").build());
    world.lead().submit(Plan.builder().node("join", "join").after("a", "c").build());
    world.lead().cancel("c");
    world.tick();
    world.reports("a", Status.DONE);
    world.tick();
    assertThat(world.launcher().request("join").baseBranch()).isEqualTo("hera/shop/a");
    assertThat(world.launcher().request("join").blockerBranches()).hasSize(1);
  }

  @Test
  @Proves("G17")
  void a_failed_start_of_a_blocker_gives_no_branch() {
    world.launcher().throwsAtStart("a", new LaunchException("no room"));
    world.chain("a", "b");
    world.tick();
    world.lead().cancel("a");
    world.tick();
    assertThat(world.launcher().request("b").baseBranch()).isEqualTo("trunk");
    assertThat(world.launcher().request("b").blockerBranches()).isEmpty();
  }

  @Test
  @Proves("G17")
  void blockers_without_branches_leave_the_choice_to_the_orchestrator() {
    world.launcher().givesNoBranches();
    world.chain("a", "b");
    world.tick();
    world.reports("a", Status.DONE);
    world.tick();
    assertThat(world.launcher().request("b").baseBranch()).isEqualTo("trunk");
    assertThat(world.task("b").worktree()).isNull();
  }

  @Test
  @Proves("G17")
  void a_spawned_worker_stands_where_the_coordinator_says() {
    world.lead().spawn("look around", "scout", null, new LaunchOptions("old", null, null));
    assertThat(world.launcher().request("scout").baseBranch()).isEqualTo("old");
    world.lead().spawn("look around", "scout2", null, LaunchOptions.NONE);
    assertThat(world.launcher().request("scout2").baseBranch()).isEqualTo("trunk");
  }

  @Test
  @Proves("G18")
  void a_fan_in_is_told_once_also_when_its_start_fails_first() {
    world.roots("a", "b");
    world.lead().submit(Plan.builder().node("join", "join").after("a", "b").build());
    world.tick();
    world.reports("a", Status.DONE);
    world.reports("b", Status.DONE);
    world.launcher().throwsAtStart("join", new LaunchException("no room"));
    world.tick();
    world.launcher().worksAgain("join");
    world.clock().advance(Duration.ofMinutes(1));
    world.tick();
    assertThat(world.launcher().started()).endsWith("join");
    List<Inbox.Item> told = world.lead().inbox().messages();
    assertThat(told)
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.tldr()).isEqualTo("fan-in: join stands on hera/shop/b");
              assertThat(notice.body()).contains("Not in its base: hera/shop/a.");
            });
    assertThat(world.launcher().request("join").prompt())
        .contains("hera/shop/b of b (your branch stands on this one)", "hera/shop/a of a");
  }

  @Test
  @Proves("G18")
  void one_branch_is_no_fan_in() {
    world.chain("a", "b");
    world.tick();
    world.reports("a", Status.DONE);
    world.tick();
    assertThat(world.told()).isEmpty();
    assertThat(world.launcher().request("b").prompt()).doesNotContain("several branches");
  }

  @Test
  @Proves("G19")
  void the_worker_is_told_the_orientation_and_the_role_keeps_its_prompt() {
    world.chain("a", "b");
    world.tick();
    assertThat(world.launcher().request("a").prompt())
        .startsWith("You are a, a worker of the orchestrator shop. Its coordinator is lead.")
        .doesNotContain("Everything that you waited for")
        .endsWith("\ndo a");
    assertThat(world.role("a").prompt()).isEqualTo("do a");
    world.reports("a", Status.DONE);
    world.tick();
    assertThat(world.launcher().request("b").prompt())
        .contains("Everything that you waited for is done");
  }
}
