package dev.hera.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Proves;
import dev.hera.role.BindingId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Proves({"G3", "G4"})
class GateTest {
  private static final OrchestratorId PLACE = new OrchestratorId(3);

  private static Gate gate(boolean planned, int working, int failed) {
    return new Gate(new RoleId(1), PLACE, planned, BlockerOutcome.WORKING, working, failed);
  }

  private static Launch launch(HoldReason held) {
    Launch requested = Launches.requested();
    if (held == null) {
      return requested;
    }
    Launch starting =
        requested
            .claimedBy("me", null, Launches.NOW)
            .placed(new TaskId(1), new BindingId(1), Launches.NOW);
    return held == HoldReason.MERGE_CONFLICT
        ? starting.conflicted("why", Launches.NOW)
        : starting.lost("why");
  }

  @Test
  void a_new_gate_says_of_every_role_what_the_rules_say_and_counts_nobody() {
    for (NodeFacts facts : AllFacts.list()) {
      Gate gate = Gate.of(new RoleId(1), PLACE, facts);
      assertThat(gate)
          .isEqualTo(
              new Gate(
                  new RoleId(1), PLACE, facts.isPlanned(), OutcomeRule.of(facts).outcome(), 0, 0));
      assertThat(gate(true, 2, 1).with(facts))
          .isEqualTo(
              new Gate(
                  new RoleId(1), PLACE, facts.isPlanned(), OutcomeRule.of(facts).outcome(), 2, 1));
    }
  }

  @Test
  void counts_blockers_by_their_outcome_and_forgets_them_again() {
    Gate gate = gate(true, 0, 0);
    assertThat(gate.plus(BlockerOutcome.WORKING)).isEqualTo(gate(true, 1, 0));
    assertThat(gate.plus(BlockerOutcome.FAILED)).isEqualTo(gate(true, 0, 1));
    assertThat(gate.plus(BlockerOutcome.SATISFIED)).isEqualTo(gate);
    for (BlockerOutcome outcome : BlockerOutcome.values()) {
      assertThat(gate(true, 4, 7).plus(outcome).minus(outcome)).isEqualTo(gate(true, 4, 7));
    }
    assertThat(gate(true, 4, 7).minus(BlockerOutcome.WORKING)).isEqualTo(gate(true, 3, 7));
    assertThat(gate(true, 4, 7).minus(BlockerOutcome.FAILED)).isEqualTo(gate(true, 4, 6));
  }

  @Test
  void is_open_when_nobody_is_waited_for_and_ready_when_planned_too() {
    assertThat(gate(true, 0, 0).isOpen()).isTrue();
    assertThat(gate(true, 1, 0).isOpen()).isFalse();
    assertThat(gate(true, 0, 1).isOpen()).isFalse();
    assertThat(gate(true, 0, 0).isReady()).isTrue();
    assertThat(gate(false, 0, 0).isReady()).isFalse();
    assertThat(gate(true, 1, 0).isReady()).isFalse();
  }

  @Test
  void the_gate_of_a_like_role_differs_in_the_role_alone() {
    assertThat(gate(true, 1, 2).forRole(new RoleId(9)))
        .isEqualTo(new Gate(new RoleId(9), PLACE, true, BlockerOutcome.WORKING, 1, 2));
  }

  @Test
  void failed_beats_working_and_nobody_to_wait_for_is_ready() {
    for (Launch launch : AllFacts.withNull(new Launch[] {launch(null)})) {
      assertThat(NodeState.of(gate(true, 0, 0), launch)).isEqualTo(NodeState.READY);
      assertThat(NodeState.of(gate(true, 2, 0), launch)).isEqualTo(NodeState.PLANNED);
      assertThat(NodeState.of(gate(true, 0, 1), launch)).isEqualTo(NodeState.HELD);
      assertThat(NodeState.of(gate(true, 2, 1), launch)).isEqualTo(NodeState.HELD);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"MERGE_CONFLICT", "LAUNCH_UNKNOWN"})
  void a_held_launch_holds_its_node_whatever_its_blockers_do(HoldReason reason) {
    for (int working : List.of(0, 1)) {
      for (int failed : List.of(0, 1)) {
        assertThat(NodeState.of(gate(true, working, failed), launch(reason)))
            .isEqualTo(NodeState.HELD);
      }
    }
  }

  @Test
  void states_and_reasons_have_their_wire_names() {
    assertThat(List.of(NodeState.values()))
        .extracting(NodeState::wire)
        .containsExactly("planned", "ready", "held");
    assertThat(List.of(HoldReason.values()))
        .extracting(HoldReason::wire)
        .containsExactly("blocker_failed", "launch_unknown", "merge_conflict");
  }

  @Test
  void a_worker_that_never_started_is_waited_for() {
    NodeFacts facts =
        new NodeFacts(RoleKind.WORKER, true, false, false, null, false, false, TaskStatus.PENDING);
    assertThat(Gate.of(new RoleId(1), PLACE, facts).isReady()).isTrue();
    assertThat(Gate.of(new RoleId(1), PLACE, facts).outcome()).isEqualTo(BlockerOutcome.WORKING);
  }
}
