package dev.hera.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Proves;
import dev.hera.role.Binding;
import dev.hera.role.BindingId;
import dev.hera.role.EndReason;
import dev.hera.role.NodeKind;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

@Proves({"G1", "G4"})
class NodeFactsTest {
  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

  private static Role role(RoleKind kind) {
    return new Role(
        new RoleId(1),
        new OrchestratorId(1),
        "1a-seed",
        kind,
        NodeKind.WORKER,
        null,
        "seed",
        THEN,
        null,
        null,
        null,
        null);
  }

  private static Task task(TaskStatus status) {
    return new Task(
        new TaskId(1),
        "seed",
        null,
        status,
        null,
        false,
        null,
        null,
        null,
        SessionState.NONE,
        null,
        null,
        THEN,
        null,
        null);
  }

  private static Binding live() {
    return new Binding(
        new BindingId(1),
        new RoleId(1),
        new OrchestratorId(1),
        new TaskId(1),
        null,
        THEN,
        null,
        null);
  }

  private static Binding ended(EndReason reason) {
    return live().endedAt(THEN, reason);
  }

  @Test
  void only_an_unstarted_worker_of_an_active_orchestrator_is_in_the_planned_set() {
    for (NodeFacts facts : AllFacts.list()) {
      boolean planned =
          facts.kind() == RoleKind.WORKER
              && facts.orchestratorActive()
              && !(facts.cancelled() || facts.archived() || facts.live() || facts.started());
      assertThat(facts.isPlanned()).as(facts.toString()).isEqualTo(planned);
    }
  }

  @Test
  void a_failed_start_is_no_start_and_every_other_end_is_one() {
    for (EndReason reason : EndReason.values()) {
      NodeFacts facts = NodeFacts.of(role(RoleKind.WORKER), true, List.of(ended(reason)), null);
      assertThat(facts.started()).as(reason.name()).isEqualTo(reason != EndReason.LAUNCH_FAILED);
      assertThat(facts.live()).isFalse();
    }
  }

  @Test
  void one_binding_that_counts_is_enough_among_failed_starts() {
    List<Binding> bindings =
        List.of(ended(EndReason.LAUNCH_FAILED), live(), ended(EndReason.LAUNCH_FAILED));
    NodeFacts facts =
        NodeFacts.of(role(RoleKind.WORKER), true, bindings, task(TaskStatus.IN_PROGRESS));
    assertThat(facts)
        .isEqualTo(
            new NodeFacts(
                RoleKind.WORKER, true, false, false, null, true, true, TaskStatus.IN_PROGRESS));
  }

  @Test
  void an_archived_task_is_a_missing_one() {
    Task gone = task(TaskStatus.IN_PROGRESS).archivedAt(THEN);
    NodeFacts facts = NodeFacts.of(role(RoleKind.WORKER), true, List.of(live()), gone);
    assertThat(facts.taskStatus()).isNull();
    assertThat(OutcomeRule.of(facts)).isEqualTo(OutcomeRule.TASK_MISSING);
  }

  @Test
  void the_role_gives_its_kind_status_cancellation_and_archiving() {
    Role role =
        role(RoleKind.FREELANCE)
            .withStatus(Status.BLOCKED, THEN)
            .cancelledAt(THEN)
            .archivedAt(THEN);
    assertThat(NodeFacts.of(role, false, List.of(), null))
        .isEqualTo(
            new NodeFacts(
                RoleKind.FREELANCE, false, true, true, Status.BLOCKED, false, false, null));
  }
}
