package dev.hera;

import static dev.hera.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.NodeState;
import dev.hera.plan.Plan;
import dev.hera.result.NodePlanned;
import dev.hera.result.NodeUpdated;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.NodeKind;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanNodeTest {
  private final TestWorld world = new TestWorld();
  private final Hera hera = world.hera();
  private final Team team = new Team(world, "o");
  private final Coordinator lead = team.lead();

  @BeforeEach
  void knownProjects() {
    world.launcher().knows("shop", "docs");
  }

  private static Plan.Node worker(String name) {
    return new Plan.Node(name, NodeKind.WORKER, "prompt", null, "shop");
  }

  private static Plan.Node subcoord(String name) {
    return new Plan.Node(name, NodeKind.SUBCOORD, null, "goal", "shop");
  }

  @Proves({"M5", "V9"})
  @Test
  void plans_one_node_and_tells_how_it_is_stored() {
    NodePlanned planned = lead.plan(worker(" a "));

    assertThat(planned)
        .isEqualTo(
            new NodePlanned(
                "o",
                "a",
                team.role("a").id(),
                "shop",
                NodeKind.WORKER,
                NodeState.READY,
                List.of("a"),
                List.of()));
    assertThat(lead.plan(subcoord("a")))
        .isEqualTo(
            new NodePlanned(
                "o",
                "a-2",
                team.role("a-2").id(),
                "shop",
                NodeKind.SUBCOORD,
                NodeState.READY,
                List.of("a-2"),
                List.of()));
    assertThat(team.role("a-2").prompt()).isEqualTo("goal");
  }

  @Test
  void without_a_project_the_coordinators_own_is_taken() {
    Caller here = hera.tasks().register(new NewTask("here", "docs", null, null));
    Coordinator other = hera.newcomer(here).newOrchestrator("p", "lead");

    assertThat(other.plan(Plan.Node.worker("a", "p")).project()).isEqualTo("docs");
    refused(
        world, ErrorCode.UNKNOWN_PROJECT, "project", () -> lead.plan(Plan.Node.worker("a", "p")));
  }

  @Proves("V2")
  @Test
  void a_node_needs_a_name_and_the_mission_of_its_kind() {
    Map<String, Plan.Node> wrong =
        Map.of(
            "name",
            Plan.Node.worker("a b", "p"),
            "prompt",
            Plan.Node.worker("a", "\n"),
            "goal",
            new Plan.Node("a", NodeKind.SUBCOORD, null, "", null),
            "project",
            new Plan.Node("a", NodeKind.WORKER, "p", null, ""));
    wrong.forEach(
        (field, node) -> refused(world, ErrorCode.INVALID_ARGUMENT, field, () -> lead.plan(node)));
  }

  @Test
  void each_field_is_edited_alone() {
    lead.plan(worker("a"));
    lead.plan(subcoord("s"));

    assertThat(lead.update(" a ", "new prompt", null, null))
        .isEqualTo(new NodeUpdated("a", NodeState.READY, List.of("prompt"), List.of(), List.of()));
    assertThat(mission("a")).containsExactly("shop", "new prompt");
    assertThat(lead.update("a", null, "docs", null).changed()).containsExactly("project");
    assertThat(mission("a")).containsExactly("docs", "new prompt");
    assertThat(lead.update("s", null, null, "new goal").changed()).containsExactly("goal");
    assertThat(mission("s")).containsExactly("shop", "new goal");
    assertThat(lead.update("s", null, "docs", "newer").changed())
        .containsExactlyInAnyOrder("project", "goal");
    assertThat(mission("s")).containsExactly("docs", "newer");
  }

  private List<Object> mission(String name) {
    Role role = team.role(name);
    return List.of(String.valueOf(role.project()), role.prompt());
  }

  @Test
  void an_edit_that_changes_nothing_says_so() {
    lead.plan(worker("a"));
    List<String> before = StoreDump.of(world.store());

    assertThat(lead.update("a", "prompt", "shop", null).changed()).isEmpty();
    assertThat(StoreDump.of(world.store())).isEqualTo(before);
  }

  @Test
  void an_edit_gives_at_least_one_field_of_the_nodes_kind() {
    lead.plan(worker("a"));
    lead.plan(subcoord("s"));

    refused(world, ErrorCode.INVALID_ARGUMENT, () -> lead.update("a", null, null, null));
    refused(world, ErrorCode.INVALID_ARGUMENT, "prompt", () -> lead.update("a", " ", null, null));
    refused(world, ErrorCode.INVALID_ARGUMENT, "goal", () -> lead.update("a", null, null, "g"));
    refused(world, ErrorCode.INVALID_ARGUMENT, "prompt", () -> lead.update("s", "p", null, null));
    refused(world, ErrorCode.INVALID_ARGUMENT, "goal", () -> lead.update("s", null, null, ""));
    refused(world, ErrorCode.INVALID_ARGUMENT, "project", () -> lead.update("a", null, " ", null));
    refused(
        world, ErrorCode.UNKNOWN_PROJECT, "project", () -> lead.update("a", null, "none", null));
    refused(world, ErrorCode.NOT_FOUND, "name", () -> lead.update("none", "p", null, null));
  }

  @Test
  void cancelling_keeps_the_node_and_names_what_became_ready() {
    lead.plan(worker("a"));
    for (String name : List.of("d", "c", "b")) {
      lead.plan(worker(name));
      lead.block(name, "a");
    }
    lead.block("c", "b");
    Instant first = world.clock().instant();

    assertThat(lead.cancel(" a ").released()).containsExactly("d", "b");
    world.clock().advance(Duration.ofMinutes(1));
    List<String> before = StoreDump.of(world.store());
    assertThat(lead.cancel("a").released()).isEmpty();
    assertThat(StoreDump.of(world.store())).isEqualTo(before);
    assertThat(team.role("a").cancelled()).isEqualTo(first);
    assertThat(lead.plan().nodes()).hasSize(4);
    hera.tick();
    assertThat(world.launcher().started()).containsExactly("d", "b");
  }

  @Test
  void a_cancelled_node_is_not_edited() {
    lead.plan(worker("a"));
    lead.cancel("a");

    refused(world, ErrorCode.CANCELLED, "name", () -> lead.update("a", "p", null, null));
  }

  @Test
  void an_unknown_node_is_not_cancelled() {
    refused(world, ErrorCode.NOT_FOUND, "name", () -> lead.cancel("none"));
  }

  @Test
  void a_node_that_started_is_neither_edited_nor_cancelled() {
    lead.plan(worker("live"));
    lead.plan(worker("ended"));
    hera.tick();
    world.worker("ended").report(Status.DONE);
    hera.tasks().archive(team.task("ended").id());
    team.worker("joined");

    for (String name : List.of("live", "ended", "joined")) {
      refused(
          world, ErrorCode.ALREADY_MATERIALIZED, "name", () -> lead.update(name, "p", null, null));
      refused(world, ErrorCode.ALREADY_MATERIALIZED, "name", () -> lead.cancel(name));
    }
  }

  @Proves("G26")
  @Test
  void a_node_whose_start_failed_is_edited_and_cancelled_like_a_planned_one() {
    world.launcher().failsToStart("no room");
    lead.plan(worker("a"));
    hera.tick();

    assertThat(lead.update("a", "p", null, null).state()).isEqualTo(NodeState.READY);
    assertThat(lead.cancel("a").name()).isEqualTo("a");
  }

  static List<Consumer<Coordinator>> coordinatorsVerbs() {
    return List.of(
        any -> any.submit(Plan.builder().node("x", "p").build()),
        any -> any.plan(Plan.Node.worker("x", "p")),
        any -> any.block("none", "none2"),
        any -> any.unblock("none", "none2"),
        any -> any.update("none", "p", "unknown", null),
        any -> any.cancel("none"),
        any -> any.spawn("p", null, null, LaunchOptions.NONE),
        any -> any.accept("none", null),
        any -> any.revive("none"));
  }

  @Proves("V7")
  @ParameterizedTest
  @MethodSource("coordinatorsVerbs")
  void the_coordinators_verbs_refuse_everybody_else_and_say_so(Consumer<Coordinator> verb) {
    team.worker("w");
    team.freelancer("f");

    for (String member : List.of("w", "f")) {
      RoleKind kind = team.role(member).kind();
      assertThat(
              refused(
                  world,
                  ErrorCode.FORBIDDEN,
                  () -> verb.accept(hera.coordinator(team.caller(member), null))))
          .hasMessageContaining("coordinator")
          .hasMessageContaining(kind.wire());
    }
  }
}
