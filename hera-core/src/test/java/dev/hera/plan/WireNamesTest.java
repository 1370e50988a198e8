package dev.hera.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Proves;
import dev.hera.message.DeliveryMode;
import dev.hera.result.Revived;
import dev.hera.role.EndReason;
import dev.hera.role.NodeKind;
import dev.hera.role.ReviewCause;
import dev.hera.role.RoleKind;
import dev.hera.role.SessionState;
import dev.hera.role.TaskStatus;
import dev.hera.view.PlanFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words that stand in tables and results, which never change. */
@Proves({"M9", "M14", "M24"})
class WireNamesTest {

  @Test
  void of_tasks_and_their_sessions() {
    assertThat(List.of(TaskStatus.values()))
        .extracting(TaskStatus::wire)
        .containsExactly("pending", "in_progress", "in_review", "complete");
    assertThat(List.of(SessionState.values()))
        .extracting(SessionState::wire)
        .containsExactly("none", "starting", "running", "ended");
    assertThat(List.of(ReviewCause.values()))
        .extracting(ReviewCause::wire)
        .containsExactly("status", "session_ended", "app");
  }

  @Test
  void of_roles_and_the_ends_of_their_bindings() {
    assertThat(List.of(RoleKind.values()))
        .extracting(RoleKind::wire)
        .containsExactly("coordinator", "worker", "freelance");
    assertThat(List.of(NodeKind.values()))
        .extracting(NodeKind::wire)
        .containsExactly("worker", "subcoord");
    assertThat(List.of(EndReason.values()))
        .extracting(EndReason::wire)
        .containsExactly(
            "task_deleted",
            "task_missing",
            "launch_failed",
            "moved",
            "rebound",
            "superseded",
            "released");
  }

  @Test
  void of_deliveries_and_revivals() {
    assertThat(List.of(DeliveryMode.values()))
        .extracting(DeliveryMode::wire)
        .containsExactlyInAnyOrder("queued", "pending", "delivered");
    assertThat(List.of(Revived.Outcome.values()))
        .extracting(Revived.Outcome::wire)
        .containsExactlyInAnyOrder(
            "restarted",
            "skipped_busy",
            "skipped_prompting",
            "skipped_idle",
            "skipped_starting",
            "launch_unknown",
            "adopted",
            "retried",
            "given_up",
            "unsupported");
    assertThat(List.of(LaunchDecision.values()))
        .extracting(LaunchDecision::wire)
        .containsExactly("adopt", "retry", "give_up");
  }

  @Test
  void of_the_formats_of_a_plan() {
    assertThat(List.of(PlanFormat.values()))
        .extracting(PlanFormat::wire)
        .containsExactly("text", "mermaid", "dot");
  }

  @Test
  void a_plan_is_collected_in_the_order_given() {
    Plan plan =
        Plan.builder().node("a", "do a").node("b", "do b").edge("b", "a").node("c", "x").build();
    assertThat(plan.nodes()).extracting(Plan.Node::name).containsExactly("a", "b", "c");
    assertThat(plan.edges()).containsExactly(new Plan.Dependency("b", "a"));
  }
}
