package dev.hera.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Proves;
import dev.hera.plan.AllFacts;
import dev.hera.plan.Gate;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.NodeFacts;
import dev.hera.plan.OutcomeRule;
import dev.hera.role.BindingId;
import dev.hera.role.NodeKind;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.Status;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@Proves("W1")
class ViewStateTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  /** What can be of a node's launch: none, requested, awaited, accepted, held for each reason. */
  private static List<Launch> launches() {
    Launch requested =
        Launch.request(
            new LaunchId(1),
            new OrchestratorId(1),
            new RoleId(1),
            new LaunchKey("k"),
            LaunchOptions.NONE,
            NOW);
    Launch starting =
        requested.claimedBy("me", null, NOW).placed(new TaskId(1), new BindingId(1), NOW);
    List<Launch> all =
        AllFacts.withNull(
            new Launch[] {
              requested,
              starting,
              starting.connectedAt(NOW),
              starting.lost("?"),
              starting.conflicted("?", NOW)
            });
    return all;
  }

  private static Gate gate(NodeFacts facts, int working, int failed) {
    Gate gate = Gate.of(new RoleId(1), new OrchestratorId(1), facts);
    return new Gate(
        gate.role(), gate.orchestrator(), gate.planned(), gate.outcome(), working, failed);
  }

  /** W1 as it is written: the first of its sentences that is true. */
  private static ViewState expected(
      NodeFacts facts, Gate gate, @Nullable TaskStatus task, @Nullable Launch launch) {
    boolean heldLaunch = launch != null && launch.heldReason() != null;
    int row = OutcomeRule.of(facts).number();
    boolean awaited =
        launch != null && facts.live() && launch.binding() != null && launch.accepted() == null;
    if (facts.cancelled()) {
      return ViewState.CANCELLED;
    }
    if (heldLaunch || (!facts.started() && gate.failed() > 0)) {
      return ViewState.HELD;
    }
    if (!facts.started()) {
      return gate.working() > 0 ? ViewState.PLANNED : ViewState.READY;
    }
    if (facts.status() == Status.FAILED
        || (Set.of(7, 8, 10).contains(row) && task != TaskStatus.COMPLETE)) {
      return ViewState.FAILED;
    }
    if (task == TaskStatus.COMPLETE) {
      return ViewState.DONE;
    }
    if (facts.status() == Status.DONE) {
      return ViewState.IN_REVIEW;
    }
    return awaited ? ViewState.PENDING : ViewState.WORKING;
  }

  @Test
  void every_node_is_in_the_first_state_that_applies() {
    for (NodeFacts facts : AllFacts.list()) {
      for (TaskStatus task : AllFacts.withNull(TaskStatus.values())) {
        for (Launch launch : launches()) {
          for (int waits = 0; waits < 4; waits++) {
            Gate gate = gate(facts, waits & 1, waits >> 1);
            assertThat(ViewState.of(facts, gate, task, launch))
                .as("%s %s %s %s", facts, gate, task, launch)
                .isEqualTo(expected(facts, gate, task, launch));
          }
        }
      }
    }
  }

  @Test
  @Proves("W7")
  void states_stand_in_the_fixed_order_with_their_glyphs_and_labels() {
    assertThat(List.of(ViewState.values()))
        .extracting(ViewState::label)
        .containsExactly(
            "done",
            "in review",
            "working",
            "pending",
            "failed",
            "cancelled",
            "held",
            "ready",
            "planned");
    assertThat(
            List.of(ViewState.values()).stream()
                .map(ViewState::glyph)
                .collect(Collectors.joining()))
        .isEqualTo("✓◔⟳·✕✕⏸◎○");
    assertThat(ViewState.IN_REVIEW.wire()).isEqualTo("in_review");
  }

  private static PlanView.Node node(String name, ViewState state, @Nullable Status status) {
    return new PlanView.Node(
        name,
        new RoleId(1),
        NodeKind.WORKER,
        state,
        status,
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        0,
        null);
  }

  @Test
  @Proves("W7")
  void counts_leave_out_zeros_and_follow_the_fixed_order() {
    PlanView plan =
        new PlanView(
            "shop",
            List.of(
                node("a", ViewState.PLANNED, null),
                node("b", ViewState.DONE, Status.DONE),
                node("c", ViewState.PLANNED, null)));
    assertThat(plan.counts())
        .containsExactly(Map.entry(ViewState.DONE, 1), Map.entry(ViewState.PLANNED, 2));
  }

  @Test
  void a_plan_is_complete_when_all_that_is_not_cancelled_reports_done() {
    PlanView.Node done = node("a", ViewState.IN_REVIEW, Status.DONE);
    PlanView.Node cancelled = node("b", ViewState.CANCELLED, null);
    PlanView.Node working = node("c", ViewState.WORKING, Status.WORKING);
    assertThat(new PlanView("shop", List.of()).isComplete()).isFalse();
    assertThat(new PlanView("shop", List.of(cancelled)).isComplete()).isTrue();
    assertThat(new PlanView("shop", List.of(done, cancelled)).isComplete()).isTrue();
    assertThat(new PlanView("shop", List.of(done, working)).isComplete()).isFalse();
  }
}
