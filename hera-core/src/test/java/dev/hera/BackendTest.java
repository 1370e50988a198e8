package dev.hera;

import static dev.hera.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.NodeEdit;
import dev.hera.plan.NodeState;
import dev.hera.plan.Plan;
import dev.hera.role.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a node asks of the launcher: the agent that works on it, and its model. */
class BackendTest {
  private final TestWorld world = new TestWorld();

  private static Plan.Node node(String name, String model, String backend) {
    return Plan.Node.worker(name, "p").with(new LaunchOptions(null, model, backend));
  }

  private static NodeEdit edit(LaunchOptions options) {
    return new NodeEdit(null, null, null, options);
  }

  private LaunchOptions asked(String role) {
    return world.launcher().request(role).options();
  }

  @Proves("G21")
  @Test
  void a_node_that_waits_is_started_with_what_was_asked_for_it() {
    Team team = new Team(world, "o");
    team.lead()
        .submit(
            Plan.builder()
                .node("a", "p")
                .node(node("b", " big ", "fast"))
                .after("a")
                .node("c", "p")
                .after("b")
                .build());
    world.hera().tick();
    assertThat(world.launcher().started()).containsExactly("a");
    world.worker("a").report(Status.DONE);
    world.hera().tick();
    world.worker("b").report(Status.DONE);
    world.hera().tick();
    assertThat(asked("a")).isEqualTo(LaunchOptions.NONE);
    assertThat(asked("b")).isEqualTo(new LaunchOptions(null, "big", "fast"));
    assertThat(asked("c")).isEqualTo(LaunchOptions.NONE);
  }

  @Proves("G21")
  @Test
  void what_is_asked_for_a_node_can_be_changed_until_it_starts() {
    Team team = new Team(world, "o");
    team.lead()
        .submit(
            Plan.builder()
                .node("a", "p")
                .node("b", "p")
                .after("a")
                .node(node("c", "big", "fast"))
                .after("a")
                .build());
    assertThat(team.lead().update("b", edit(new LaunchOptions(null, null, "slow"))).changed())
        .containsExactly("backend");
    assertThat(team.lead().update("c", edit(new LaunchOptions(null, "small", "fast"))))
        .satisfies(
            updated -> {
              assertThat(updated.changed()).containsExactly("model");
              assertThat(updated.state()).isEqualTo(NodeState.PLANNED);
            });
    world.hera().tick();
    world.worker("a").report(Status.DONE);
    world.hera().tick();
    assertThat(asked("b")).isEqualTo(new LaunchOptions(null, null, "slow"));
    assertThat(asked("c")).isEqualTo(new LaunchOptions(null, "small", "fast"));
  }

  @Proves("G21")
  @Test
  void a_backend_that_the_launcher_does_not_know_is_refused_with_those_that_it_knows() {
    world.launcher().takesBackends("claude", "fast");
    Coordinator lead = new Team(world, "o").lead();
    lead.submit(Plan.builder().node("a", "p").node("b", "p").after("a").build());
    LaunchOptions unknown = new LaunchOptions(null, null, "codex");
    Plan plan = Plan.builder().node("x", "p").node(node("y", null, "codex")).build();

    refused(world, ErrorCode.INVALID_ARGUMENT, "nodes[1].backend", () -> lead.submit(plan));
    refused(
        world, ErrorCode.INVALID_ARGUMENT, "backend", () -> lead.plan(node("y", null, "codex")));
    refused(world, ErrorCode.INVALID_ARGUMENT, "backend", () -> lead.update("b", edit(unknown)));
    assertThat(
            refused(
                world,
                ErrorCode.INVALID_ARGUMENT,
                "backend",
                () -> lead.spawn("p", "w", null, unknown)))
        .hasMessageContaining("claude, fast")
        .satisfies(
            refusal ->
                assertThat(refusal.details()).containsEntry("backends", List.of("claude", "fast")));
    assertThat(lead.plan(node("y", null, "fast")).name()).isEqualTo("y");
  }

  @Proves("V2")
  @Test
  void what_is_asked_is_one_line() {
    Team team = new Team(world, "o");
    for (String text : List.of(" ", "a\nb", "a\u0007")) {
      refused(
          world,
          ErrorCode.INVALID_ARGUMENT,
          "nodes[0].model",
          () -> team.lead().submit(Plan.builder().node(node("x", text, null)).build()));
      refused(
          world,
          ErrorCode.INVALID_ARGUMENT,
          "backend",
          () -> team.lead().plan(node("x", null, text)));
    }
  }
}
