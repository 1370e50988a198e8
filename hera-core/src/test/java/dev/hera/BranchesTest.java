package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.LaunchOptions;
import dev.hera.plan.Plan;
import dev.hera.result.Inbox;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.NodeKind;
import dev.hera.role.RoleId;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.spi.launcher.FoundWork;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest.BlockerBranch;
import dev.hera.spi.launcher.Prepared;
import dev.hera.work.BareUnits;
import dev.hera.work.Findings;
import dev.hera.work.UnitsOfWork;
import dev.hera.work.WorkNotes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On which branch a worker stands, and what it is told of the others. */
class BranchesTest {
  private final TestWorld world = TestWorld.withPlace();

  @AfterEach
  void close() {
    world.close();
  }

  private Coordinator open(String name, String baseBranch, String ownBranch) {
    Caller caller = world.hera().tasks().register(new NewTask(name, null, null, ownBranch));
    return world.hera().newcomer(caller).newOrchestrator(name, "lead", null, baseBranch);
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

  private static Plan.Node in(String project, String name) {
    return new Plan.Node(name, NodeKind.WORKER, "do " + name, null, project);
  }

  @Test
  @Proves({"G17", "G18"})
  void a_blocker_of_another_project_gives_no_branch() {
    Plan.Builder plan = Plan.builder().node(in("api", "a")).node(in("web", "b"));
    plan.node(in("api", "c")).after("a", "b");
    world.lead().submit(plan.node(in("docs", "d")).after("c").build());
    world.tick();
    world.reports("a", Status.DONE);
    world.reports("b", Status.DONE);
    world.tick();
    assertThat(world.launcher().request("c").baseBranch()).isEqualTo("hera/shop/a");
    assertThat(world.launcher().request("c").blockerBranches()).hasSize(1);
    world.reports("c", Status.DONE);
    world.tick();
    assertThat(world.launcher().request("d").baseBranch()).isNull();
    assertThat(world.told()).isEmpty();
  }

  @Test
  @Proves("G17")
  void a_root_of_another_project_than_the_coordinator_has_the_launcher_choose() {
    Caller caller = world.hera().tasks().register(new NewTask("own", "api", null, "mine"));
    Coordinator lead =
        world.hera().newcomer(caller).newOrchestrator("two", "lead", null, "release");
    lead.submit(Plan.builder().node("here", "x").node(in("web", "there")).build());
    world.tick();
    assertThat(world.launcher().request("here").baseBranch()).isEqualTo("release");
    assertThat(world.launcher().request("there").baseBranch()).isNull();
  }

  @Test
  @Proves("G17")
  void the_branch_of_the_coordinator_is_read_when_a_node_starts() {
    world.launcher().finds("trunk", new FoundWork("feature", 2, null));
    world.roots("a");
    world.tick();
    assertThat(world.launcher().request("a").baseBranch()).isEqualTo("feature");
    assertThat(world.told()).isEmpty();
  }

  @Test
  @Proves("G17")
  void a_node_stands_on_what_is_found_of_the_work_and_everybody_is_told_once() {
    world.chain("a", "b");
    world.tick();
    world
        .launcher()
        .finds("hera/shop/a", new FoundWork("main", 3, "its branch is gone; it is merged in main"));
    world
        .launcher()
        .finds("main", new FoundWork("main", 3, "its branch is gone; it is merged in main"));
    world.reports("a", Status.DONE);
    world.tick();
    assertThat(world.launcher().request("b").baseBranch()).isEqualTo("main");
    assertThat(world.launcher().request("b").prompt())
        .contains("a left 3 uncommitted files", "The work of a: its branch is gone");
    assertThat(world.view("a").branch()).isEqualTo("main");
    assertThat(world.lead().inbox().messages())
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.tldr()).isEqualTo("work of a: left 3 uncommitted files");
              assertThat(notice.body()).contains("merged in main", "`Participant.send`");
            });
    assertThat(world.launcher().looked())
        .allMatch(place -> place.finished() || "trunk".equals(place.branch()));
  }

  @Test
  @Proves("G17")
  void what_a_worker_left_is_told_also_when_nobody_waits_for_it() {
    world.roots("a");
    world.tick();
    world.launcher().finds("hera/shop/a", new FoundWork("hera/shop/a", 1, null));
    world.reports("a", Status.DONE);
    world.tick();
    assertThat(world.told()).containsExactly("work of a: left 1 uncommitted file");
    world.reports("a", Status.WORKING);
    world.reports("a", Status.DONE);
    world.tick();
    assertThat(world.told()).isEmpty();
  }

  @Test
  @Proves("G17")
  void what_several_starts_find_of_one_work_in_one_unit_is_told_once() {
    world.roots("a");
    world.tick();
    world.launcher().finds("hera/shop/a", new FoundWork("hera/shop/a", 3, null));
    RoleId a = world.role("a").id();
    Task work = world.task("a");
    units()
        .change(
            unit -> {
              WorkNotes notes = new WorkNotes(unit);
              Findings.Place place = notes.placeOfWorker(a, work);
              Findings findings = Findings.look(world.launcher(), List.of(place));
              notes.note(findings);
              notes.note(findings);
            });
    assertThat(world.told()).containsExactly("work of a: left 3 uncommitted files");
  }

  private UnitsOfWork units() {
    return BareUnits.on(world.store(), world.clock(), new OwnersThatCannotTell("units"));
  }

  @Proves("G18")
  @Test
  void what_is_odd_of_the_place_is_told_to_each_worker_and_once_to_the_coordinator() {
    for (String node : List.of("a", "b")) {
      world
          .launcher()
          .prepares(node, new Prepared(List.of(), List.of(), List.of(), List.of("Mind the gap.")));
    }
    world.roots("a", "b");
    world.tick();
    assertThat(world.launcher().request("a").prompt()).contains("Mind the gap.");
    assertThat(world.launcher().request("b").prompt()).contains("Mind the gap.");
    assertThat(world.lead().inbox().messages())
        .extracting(Inbox.Item::body)
        .containsExactly("Mind the gap.");
  }

  @Test
  @Proves("G18")
  void what_was_merged_is_told_as_merged() {
    world.roots("a", "b");
    world.lead().submit(Plan.builder().node("join", "join").after("a", "b").build());
    world.tick();
    BlockerBranch a = new BlockerBranch("a", "hera/shop/a");
    world
        .launcher()
        .prepares("join", new Prepared(List.of(a), List.of(), List.of(), List.of("Mind the gap.")));
    world.reports("a", Status.DONE);
    world.reports("b", Status.DONE);
    world.tick();
    assertThat(world.launcher().request("join").prompt())
        .contains("hera/shop/a of a (merged: your branch contains it)", "Mind the gap.");
    assertThat(world.lead().inbox().messages())
        .extracting(Inbox.Item::body)
        .anySatisfy(
            body ->
                assertThat(body)
                    .contains("Merged into its branch: hera/shop/a.")
                    .doesNotContain("Not in its base"))
        .contains("Mind the gap.");
  }
}
