package dev.hera.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.role.NodeKind;
import dev.hera.role.RoleId;
import dev.hera.role.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanProgressTest {
  private static PlanView plan(PlanView.Node... nodes) {
    return new PlanView("o", Arrays.asList(nodes));
  }

  private static PlanView.Node node(String name, ViewState state, Status status, String... after) {
    return new PlanView.Node(
        name,
        new RoleId(name.hashCode()),
        NodeKind.WORKER,
        state,
        status,
        null,
        null,
        null,
        null,
        List.of(after),
        List.of(),
        0,
        null);
  }

  /** A node in this state beside one that is done, and one that waits for it. */
  @ParameterizedTest
  @CsvSource({
    "READY, , UNDER_WAY, false",
    "PENDING, , UNDER_WAY, false",
    "WORKING, , UNDER_WAY, false",
    "WORKING, WORKING, UNDER_WAY, false",
    "WORKING, IDLE, UNDER_WAY, false",
    "WORKING, BLOCKED, STUCK, true",
    "HELD, , STUCK, true",
    "FAILED, FAILED, STUCK, true",
    "FAILED, WORKING, STUCK, true",
    "DONE, WORKING, STUCK, true",
  })
  void one_node_decides(ViewState state, Status status, PlanProgress progress, boolean holding) {
    PlanView plan =
        plan(
            node("a", ViewState.IN_REVIEW, Status.DONE),
            node("b", state, status, "a"),
            node("c", ViewState.PLANNED, null, "b"));

    assertThat(PlanProgress.of(plan, Set.of(), Set.of())).isEqualTo(progress);
    assertThat(PlanProgress.holding(plan, Set.of(), Set.of()))
        .extracting(PlanView.Node::name)
        .hasSize(holding ? 1 : 0);
  }

  @Test
  void whatever_failed_a_plan_is_under_way_while_something_else_runs() {
    PlanView plan =
        plan(node("a", ViewState.FAILED, Status.FAILED), node("b", ViewState.WORKING, null));
    assertThat(PlanProgress.of(plan, Set.of(), Set.of())).isEqualTo(PlanProgress.UNDER_WAY);
    assertThat(PlanProgress.holding(plan, Set.of(), Set.of()))
        .extracting(PlanView.Node::name)
        .containsExactly("a");
  }

  @Test
  void a_ready_node_whose_start_is_told_to_fail_does_not_go_on() {
    PlanView.Node ready = node("a", ViewState.READY, null);
    Set<RoleId> failing = Set.of(ready.roleId());
    assertThat(PlanProgress.of(plan(ready), failing, Set.of())).isEqualTo(PlanProgress.STUCK);
    assertThat(PlanProgress.holding(plan(ready), failing, Set.of())).containsExactly(ready);
  }

  @Test
  void what_a_worker_reported_before_its_session_began_anew_does_not_hold_the_plan() {
    PlanView.Node failed = node("a", ViewState.FAILED, Status.FAILED);
    PlanView.Node blocked = node("b", ViewState.WORKING, Status.BLOCKED);
    for (PlanView.Node restarted : List.of(failed, blocked)) {
      Set<RoleId> roles = Set.of(restarted.roleId());
      assertThat(PlanProgress.of(plan(restarted), Set.of(), roles))
          .isEqualTo(PlanProgress.UNDER_WAY);
      assertThat(PlanProgress.holding(plan(restarted), Set.of(), roles)).isEmpty();
    }
  }

  @Test
  void is_complete_when_all_that_is_not_cancelled_is_done() {
    PlanView plan =
        plan(
            node("a", ViewState.DONE, Status.DONE),
            node("b", ViewState.IN_REVIEW, Status.DONE),
            node("c", ViewState.CANCELLED, null, "a"));
    assertThat(PlanProgress.of(plan, Set.of(), Set.of())).isEqualTo(PlanProgress.COMPLETE);
  }

  @Test
  void a_node_that_waits_for_somebody_outside_of_the_plan_goes_on() {
    PlanView plan = plan(node("a", ViewState.PLANNED, null, "freelancer"));
    assertThat(PlanProgress.of(plan, Set.of(), Set.of())).isEqualTo(PlanProgress.UNDER_WAY);
  }
}
