package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import dev.hera.result.Inbox;
import dev.hera.role.Status;
import dev.hera.view.ViewState;
import org.junit.jupiter.api.Test;

class PlanRunTest {
  private final TestWorld world = new TestWorld();

  private Coordinator opened() {
    return world.open("checkout");
  }

  private ViewState state(Coordinator lead, String name) {
    return lead.plan().nodes().stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow()
        .state();
  }

  @Test
  void runs_a_diamond_to_its_end() {
    Coordinator lead = opened();
    lead.submit(
        Plan.builder()
            .node("1a-seed", "seed")
            .node("2a-left", "left")
            .after("1a-seed")
            .node("2b-right", "right")
            .after("1a-seed")
            .node("3a-join", "join")
            .after("2a-left", "2b-right")
            .build());
    assertThat(state(lead, "1a-seed")).isEqualTo(ViewState.READY);
    assertThat(state(lead, "3a-join")).isEqualTo(ViewState.PLANNED);

    world.hera().tick();
    assertThat(world.launcher().started()).containsExactly("1a-seed");
    assertThat(state(lead, "1a-seed")).isEqualTo(ViewState.PENDING);

    world.worker("1a-seed").send(Outgoing.report(Status.WORKING, "here", "checking in"));
    assertThat(state(lead, "1a-seed")).isEqualTo(ViewState.WORKING);
    world.worker("1a-seed").send(Outgoing.report(Status.DONE, "done", "all done"));
    assertThat(state(lead, "1a-seed")).isEqualTo(ViewState.IN_REVIEW);
    world.hera().tick();
    assertThat(world.launcher().started()).containsExactly("1a-seed", "2a-left", "2b-right");
    assertThat(world.launcher().request("2a-left").baseBranch()).isEqualTo("hera/checkout/1a-seed");

    world.worker("2b-right").report(Status.DONE);
    world.worker("2a-left").report(Status.DONE);
    world.hera().tick();
    assertThat(world.launcher().request("3a-join").baseBranch())
        .isEqualTo("hera/checkout/2b-right");
    world.worker("3a-join").report(Status.DONE);
    assertThat(lead.plan().isComplete()).isTrue();
  }

  @Test
  void tells_of_a_failure_once_and_of_the_recovery_once() {
    Coordinator lead = opened();
    lead.submit(
        Plan.builder().node("1a-seed", "seed").node("2a-next", "next").after("1a-seed").build());
    world.hera().tick();
    world.worker("1a-seed").report(Status.FAILED);
    assertThat(state(lead, "2a-next")).isEqualTo(ViewState.HELD);
    world.hera().tick();
    Inbox held = lead.inbox();
    assertThat(held.messages()).hasSize(1);
    assertThat(held.messages().get(0).tldr()).startsWith("held: 2a-next");
    assertThat(held.messages().get(0).from()).isEqualTo("2a-next");

    world.worker("1a-seed").report(Status.WORKING);
    assertThat(state(lead, "2a-next")).isEqualTo(ViewState.PLANNED);
    world.worker("1a-seed").report(Status.DONE);
    Inbox unblocked = lead.inbox();
    assertThat(unblocked.messages()).hasSize(1);
    assertThat(unblocked.messages().get(0).tldr()).startsWith("unblocked: 2a-next");
    world.hera().tick();
    assertThat(world.launcher().started()).containsExactly("1a-seed", "2a-next");
  }
}
