package dev.hera;

import static dev.hera.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.CycleException;
import dev.hera.error.DuplicateNameException;
import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import dev.hera.error.UnknownProjectException;
import dev.hera.plan.Plan;
import dev.hera.result.Submitted;
import dev.hera.role.NodeKind;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.view.PlanView;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlanSubmitTest {
  private final TestWorld world = new TestWorld();
  private final Team team = new Team(world, "o");
  private final Coordinator lead = team.lead();

  private static Plan.Builder plan(String... names) {
    Plan.Builder plan = Plan.builder();
    for (String name : names) {
      plan.node(name, "prompt of " + name);
    }
    return plan;
  }

  private List<String> blockers(String name) {
    return lead.plan().nodes().stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .map(PlanView.Node::blockers)
        .orElseThrow();
  }

  private List<String> names() {
    return lead.plan().nodes().stream().map(PlanView.Node::name).toList();
  }

  @Proves({"M5", "V9"})
  @Test
  void stores_all_nodes_and_edges_in_the_order_of_the_plan() {
    Plan.Node sub = new Plan.Node("sub", NodeKind.SUBCOORD, null, "lead them", null);
    Submitted submitted =
        lead.submit(plan(" a ", "b").after("a").node(sub).after(" a ", "b").build());

    assertThat(submitted.orchestrator()).isEqualTo("o");
    assertThat(submitted.edgesCreated()).isEqualTo(3);
    assertThat(submitted.nodes())
        .extracting(Submitted.Node::requestedName)
        .containsExactly("a", "b", "sub");
    assertThat(submitted.nodes())
        .extracting(Submitted.Node::roleId)
        .containsExactly(team.role("a").id(), team.role("b").id(), team.role("sub").id());
    assertThat(team.role("sub"))
        .extracting(Role::kind, Role::nodeKind, Role::prompt)
        .containsExactly(RoleKind.WORKER, NodeKind.SUBCOORD, "lead them");
    assertThat(team.role("a").created()).isEqualTo(world.clock().instant());
    assertThat(blockers("sub")).containsExactly("a", "b");
  }

  @Test
  void an_edge_given_twice_is_one_and_one_that_exists_is_not_new() {
    lead.submit(plan("a", "b").after("a").build());

    Plan again = plan("c").edge("c", "a").edge("c", "a").edge("b", "a").edge("b", "c").build();
    assertThat(lead.submit(again).edgesCreated()).isEqualTo(2);
    assertThat(blockers("b")).containsExactly("a", "c");
  }

  @Proves("V9")
  @Test
  void taken_names_get_the_first_free_number() {
    lead.submit(plan("a", "a-2").build());

    assertThat(lead.submit(plan("a", "b").build()).nodes())
        .extracting(Submitted.Node::name)
        .containsExactly("a-3", "b");
    assertThat(lead.submit(plan("a", "a-4").build()).nodes())
        .extracting(Submitted.Node::name)
        .containsExactly("a-5", "a-4");
    assertThat(lead.plan(Plan.Node.worker("lead", "p")).name()).isEqualTo("lead-2");
  }

  @Proves({"V9", "M7"})
  @Test
  void a_numbered_name_stays_within_64_characters() {
    String longest = "x".repeat(64);
    lead.submit(plan(longest).build());

    assertThat(lead.plan(Plan.Node.worker(longest, "p")).name()).isEqualTo("x".repeat(62) + "-2");
  }

  @Proves({"V9", "M6"})
  @Test
  void cancelled_names_are_taken() {
    lead.submit(plan("a").build());
    lead.cancel("a");

    assertThat(lead.plan(Plan.Node.worker("a", "p")).name()).isEqualTo("a-2");
  }

  @Test
  void an_endpoint_names_a_node_of_the_call_before_an_existing_role() {
    lead.submit(plan("a", "old").build());
    lead.submit(plan("a", "b").edge("b", "a").edge("a", "old").build());

    assertThat(blockers("b")).containsExactly("a-2");
    assertThat(blockers("a-2")).containsExactly("old");
    assertThat(blockers("a")).isEmpty();
  }

  @Test
  void an_existing_node_may_be_made_to_wait_for_a_new_one() {
    lead.submit(plan("old").build());
    lead.submit(plan("new").edge("old", "new").build());

    assertThat(blockers("old")).containsExactly("new");
  }

  static List<Arguments> malformed() {
    Plan.Node promptless = new Plan.Node("b", NodeKind.WORKER, null, null, null);
    Plan.Node blank = new Plan.Node("b", NodeKind.WORKER, " ", null, null);
    Plan.Node goalToo = new Plan.Node("b", NodeKind.WORKER, "p", "g", null);
    Plan.Node goalless = new Plan.Node("b", NodeKind.SUBCOORD, null, null, null);
    Plan.Node promptToo = new Plan.Node("b", NodeKind.SUBCOORD, "p", "g", null);
    Plan.Node nameless = Plan.Node.worker(" ", "p");
    Plan.Node noProject = new Plan.Node("b", NodeKind.WORKER, "p", null, " ");
    return List.of(
        Arguments.of("nodes", Plan.builder().build()),
        Arguments.of("nodes[1].prompt", plan("a").node(promptless).build()),
        Arguments.of("nodes[1].prompt", plan("a").node(blank).build()),
        Arguments.of("nodes[1].goal", plan("a").node(goalToo).build()),
        Arguments.of("nodes[1].goal", plan("a").node(goalless).build()),
        Arguments.of("nodes[1].prompt", plan("a").node(promptToo).build()),
        Arguments.of("nodes[1].name", plan("a").node(nameless).build()),
        Arguments.of("nodes[1].project", plan("a").node(noProject).build()));
  }

  @Proves({"V2", "M26"})
  @ParameterizedTest
  @MethodSource("malformed")
  void a_malformed_plan_is_refused_as_a_whole_naming_the_field(String field, Plan plan) {
    refused(world, ErrorCode.INVALID_ARGUMENT, field, () -> lead.submit(plan));
  }

  @Test
  void two_nodes_of_one_name_are_refused_with_both_indexes() {
    DuplicateNameException refusal =
        (DuplicateNameException)
            refused(
                world,
                ErrorCode.DUPLICATE_NAME,
                "nodes[3].name",
                () -> lead.submit(plan("a", "b", "c", " b ").build()));
    assertThat(refusal.first()).isEqualTo(1);
    assertThat(refusal.second()).isEqualTo(3);
    assertThat(refusal.details())
        .containsEntry("indexes", List.of(1L, 3L))
        .containsEntry("name", "b");
  }

  static List<Arguments> wrongEdges() {
    return List.of(
        Arguments.of(ErrorCode.SELF_EDGE, "edges[1].blocker", "none", "none"),
        Arguments.of(ErrorCode.NOT_FOUND, "edges[1].blocked", "none", "lead"),
        Arguments.of(ErrorCode.NOT_FOUND, "edges[1].blocker", "a", "none"),
        Arguments.of(ErrorCode.COORDINATOR_BLOCKER, "edges[1].blocker", "a", "lead"));
  }

  @Proves("M26")
  @ParameterizedTest
  @MethodSource("wrongEdges")
  void a_wrong_edge_refuses_the_whole_plan_naming_it(
      ErrorCode code, String field, String blocked, String blocker) {
    Plan plan = plan("a", "b").edge("b", "a").edge(blocked, blocker).build();

    refused(world, code, field, () -> lead.submit(plan));
    assertThat(names()).isEmpty();
  }

  @Test
  void an_edge_to_the_coordinator_as_the_waiting_end_is_stored_without_effect() {
    assertThat(lead.submit(plan("a").edge("lead", "a").build()).edgesCreated()).isEqualTo(1);
    world.hera().tick();
    assertThat(world.launcher().started()).containsExactly("a");
  }

  private List<String> cycle(Plan plan) {
    HeraException refusal = refused(world, ErrorCode.CYCLE, "edges", () -> lead.submit(plan));
    List<String> path = ((CycleException) refusal).path();
    assertThat(refusal.details()).containsEntry("path", path);
    assertThat(path.get(0)).isEqualTo(path.get(path.size() - 1));
    return path.subList(1, path.size());
  }

  @Test
  void a_cycle_of_new_nodes_is_refused_with_its_path() {
    Plan plan =
        plan("a", "b", "c", "d")
            .edge("a", "b")
            .edge("b", "c")
            .edge("c", "a")
            .edge("d", "a")
            .build();

    assertThat(cycle(plan)).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void a_cycle_through_old_and_new_edges_is_refused_with_its_path() {
    lead.submit(plan("a", "b").after("a").build());

    assertThat(cycle(plan("c").edge("a", "c").edge("c", "b").build()))
        .containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void a_cycle_among_old_nodes_is_refused_and_the_new_node_is_not_stored() {
    lead.submit(plan("a", "b").after("a").build());

    assertThat(cycle(plan("x").edge("a", "b").build())).containsExactlyInAnyOrder("a", "b");
    assertThat(names()).containsExactly("a", "b");
  }

  @Test
  void only_a_known_project_is_taken_and_the_known_ones_are_listed() {
    TestWorld choosy = new TestWorld();
    choosy.launcher().knows("shop", "docs");
    Coordinator chooser = choosy.open("p");
    Plan wrong =
        plan()
            .node(new Plan.Node("a", NodeKind.WORKER, "p", null, "shop"))
            .node(new Plan.Node("b", NodeKind.WORKER, "p", null, "none"))
            .build();

    HeraException refusal =
        refused(choosy, ErrorCode.UNKNOWN_PROJECT, "nodes[1].project", () -> chooser.submit(wrong));
    assertThat(((UnknownProjectException) refusal).known()).containsExactly("shop", "docs");
    assertThat(refusal.details()).containsEntry("projects", List.of("shop", "docs"));
    refused(
        choosy,
        ErrorCode.UNKNOWN_PROJECT,
        "nodes[0].project",
        () -> chooser.submit(plan("a").build()));
  }

  @Proves("V7")
  @Test
  void only_the_coordinator_submits() {
    team.worker("w");
    Coordinator pretender = world.hera().coordinator(team.caller("w"), null);

    refused(world, ErrorCode.FORBIDDEN, () -> pretender.submit(plan("a").build()));
  }
}
