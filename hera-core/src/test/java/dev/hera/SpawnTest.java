package dev.hera;

import static dev.hera.Refusals.refused;
import static dev.hera.Refusals.thrown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.Plan;
import dev.hera.result.Spawned;
import dev.hera.role.Binding;
import dev.hera.role.Caller;
import dev.hera.role.EndReason;
import dev.hera.role.NewTask;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import dev.hera.spi.launcher.FoundWork;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.view.PlanView;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpawnTest {
  private final TestWorld world = new TestWorld();
  private final Hera hera = world.hera();
  private final Team team = new Team(world, "o");

  private Spawned spawn(String prompt, String name) {
    return team.lead().spawn(prompt, name, null, LaunchOptions.NONE);
  }

  @Proves({"M5", "V9", "G19"})
  @Test
  void starts_a_worker_and_tells_where_it_works() {
    Spawned spawned =
        team.lead()
            .spawn("count the lines", " w ", " shop ", new LaunchOptions("main", "big", "fast"));

    LaunchRequest request = world.launcher().request("w");
    assertThat(spawned)
        .isEqualTo(
            new Spawned(
                "o",
                "w",
                team.binding("w").id(),
                team.task("w").id(),
                "shop",
                "hera/o/w",
                "/worktrees/" + request.key()));
    assertThat(request)
        .extracting(LaunchRequest::project, LaunchRequest::baseBranch, LaunchRequest::options)
        .containsExactly("shop", "main", new LaunchOptions("main", "big", "fast"));
    assertThat(request.prompt())
        .endsWith("count the lines")
        .contains("lead")
        .contains("`Participant.send`");
    assertThat(team.role("w").prompt()).isEqualTo("count the lines");
    assertThat(team.task("w").status()).isEqualTo(TaskStatus.PENDING);
    assertThat(world.worker("w").report(Status.WORKING).taskStatus())
        .isEqualTo(TaskStatus.IN_PROGRESS);
  }

  @ParameterizedTest
  @CsvSource({
    "Count the Lines!, count-the-lines",
    "--Überprüfe das!--, u-berpru-fe-das",
    "!!!, worker",
    "日本, worker",
    "'a prompt whose first 40 characters end within a word', a-prompt-whose-first-40-characters-end-w",
    "㎯㎯㎯㎯㎯㎯㎯㎯㎯㎯㎯㎯㎯㎯㎯㎯㎯㎯㎯㎯, rad-s2rad-s2rad-s2rad-s2rad-s2rad-s2rad",
  })
  @Proves("M7")
  void without_a_name_one_is_made_of_the_prompt(String prompt, String name) {
    assertThat(spawn(prompt, null).roleName()).isEqualTo(name);
  }

  @Proves("V9")
  @Test
  void a_taken_name_gets_a_number() {
    spawn("do it", "w");

    assertThat(spawn("do it", "w").roleName()).isEqualTo("w-2");
    assertThat(spawn("do it", "lead").roleName()).isEqualTo("lead-2");
  }

  @Test
  void without_a_project_the_coordinators_own_is_taken() {
    Caller here = hera.tasks().register(new NewTask("here", "docs", null, null));
    Coordinator other = hera.newcomer(here).newOrchestrator("p", "lead");

    assertThat(other.spawn("do it", "w", null, LaunchOptions.NONE).project()).isEqualTo("docs");
  }

  @Proves("V2")
  @Test
  void what_is_given_is_not_blank_nor_of_several_lines() {
    refused(world, ErrorCode.INVALID_ARGUMENT, "prompt", () -> spawn(" ", "w"));
    refused(world, ErrorCode.INVALID_ARGUMENT, "roleName", () -> spawn("p", "a b"));
    LaunchOptions none = LaunchOptions.NONE;
    refused(
        world, ErrorCode.INVALID_ARGUMENT, "project", () -> team.lead().spawn("p", "w", " ", none));
    refused(
        world,
        ErrorCode.INVALID_ARGUMENT,
        "baseBranch",
        () -> team.lead().spawn("p", "w", null, new LaunchOptions(" ", null, null)));
    refused(
        world,
        ErrorCode.INVALID_ARGUMENT,
        "baseBranch",
        () -> team.lead().spawn("p", "w", null, new LaunchOptions("main\nbad", null, null)));
  }

  @Test
  void an_unknown_project_is_refused() {
    world.launcher().knows("shop");

    refused(world, ErrorCode.UNKNOWN_PROJECT, "project", () -> spawn("p", "w"));
  }

  @Test
  void a_failed_start_is_undone_and_told_with_its_cause() {
    world.launcher().failsToStart("no room left");

    HeraException refusal = thrown(ErrorCode.LAUNCH_FAILED, () -> spawn("p", "w"));
    assertThat(refusal.details()).containsEntry("cause", "no room left");
    assertThat(team.lead().plan().nodes()).isEmpty();
    assertThat(endReasons()).containsExactly(EndReason.LAUNCH_FAILED);
    world.launcher().worksAgain();
    hera.tick();
    assertThat(world.launcher().started()).as("nothing is tried again").isEmpty();
    assertThat(spawn("p", "w").roleName()).as("the name is free again").isEqualTo("w");
  }

  @Proves("G17")
  @Test
  void a_branch_that_another_start_notes_meanwhile_stops_no_spawn() {
    TestWorld other = TestWorld.withPlace();
    Coordinator lead = other.lead();
    other.launcher().finds("trunk", new FoundWork("feature", 0, null));
    other
        .launcher()
        .onPlace("first", request -> lead.spawn("p", "second", null, LaunchOptions.NONE));

    lead.spawn("p", "first", null, LaunchOptions.NONE);

    assertThat(other.launcher().started()).containsExactly("second", "first");
    assertThat(other.launcher().request("second").baseBranch()).isEqualTo("feature");
    assertThat(other.launcher().request("first").baseBranch()).isEqualTo("feature");
  }

  @Proves("G26")
  @Test
  void a_spawn_that_the_plan_overtakes_fails_and_is_not_tried_again() {
    team.worker("x");
    world.launcher().onPlace("w", request -> team.lead().block("w", "x"));
    Coordinator keyed = team.lead().once("k");

    HeraException refusal =
        thrown(ErrorCode.LAUNCH_FAILED, () -> keyed.spawn("p", "w", null, LaunchOptions.NONE));
    assertThat(refusal.details()).containsEntry("cause", "the plan changed while it was started");
    assertThat(team.lead().plan().nodes()).extracting(PlanView.Node::name).containsExactly("x");
    world.launcher().worksAgain("w");
    hera.tick();
    assertThat(world.launcher().started()).as("nothing is tried again").isEmpty();
    assertThat(keyed.spawn("p", "w", null, LaunchOptions.NONE).roleName()).isEqualTo("w");
    assertThat(world.launcher().started()).containsExactly("w");
  }

  @Proves({"G26", "G11"})
  @Test
  void a_failed_spawn_stands_in_no_queue() {
    TestWorld narrow = TestWorld.withPlace(builder -> builder.maxLiveWorkers(1, 1));
    narrow.launcher().failsToStart("no room left");
    thrown(ErrorCode.LAUNCH_FAILED, () -> narrow.lead().spawn("p", "w", null, LaunchOptions.NONE));
    narrow.launcher().worksAgain();
    narrow.roots("a", "b");
    narrow.tick();

    assertThat(narrow.lead().explain("b").queue().position()).isEqualTo(1);
  }

  private List<EndReason> endReasons() {
    OrchestratorId here = team.role("lead").orchestrator();
    return world.store().read(tx -> tx.bindings().list(here, false)).stream()
        .filter(binding -> !binding.isLive())
        .map(Binding::endReason)
        .toList();
  }

  @Proves("G11")
  @Test
  void a_spawn_above_the_limit_of_workers_is_refused() {
    TestWorld narrow = new TestWorld(TestStores.open(), builder -> builder.maxLiveWorkers(1, 1));
    Coordinator lead = new Team(narrow, "o").lead();
    lead.spawn("p", "w", null, LaunchOptions.NONE);

    refused(narrow, ErrorCode.LAUNCH_FAILED, () -> lead.spawn("p", "w2", null, LaunchOptions.NONE));
  }

  @Test
  void without_a_launcher_nothing_is_spawned() {
    Hera plain = Hera.builder(TestStores.open()).clock(world.clock()).build();
    Coordinator lead =
        plain.newcomer(plain.tasks().register(NewTask.named("here"))).newOrchestrator("o", "lead");

    thrown(ErrorCode.LAUNCH_FAILED, () -> lead.spawn("p", "w", null, LaunchOptions.NONE));
  }

  @Test
  void others_may_wait_for_a_spawned_worker() {
    spawn("p", "w");
    team.lead().plan(Plan.Node.worker("next", "p"));
    team.lead().block("next", "w");
    world.worker("w").report(Status.DONE);
    hera.tick();

    assertThat(world.launcher().started()).containsExactly("w", "next");
  }
}
