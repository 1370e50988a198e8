package dev.hera;

import static dev.hera.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.plan.Plan;
import dev.hera.result.Accepted;
import dev.hera.result.Inbox;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AcceptTest {
  private final TestWorld world = new TestWorld();
  private final Team team = new Team(world, "o");
  private final Coordinator lead = team.lead();

  @ParameterizedTest
  @EnumSource(
      value = TaskStatus.class,
      names = {"PENDING", "IN_PROGRESS", "IN_REVIEW"})
  void completes_the_task_from_any_other_status_and_tells_the_role_once(TaskStatus before) {
    Participant worker = team.worker("w");
    worker.report(Status.DONE);
    world.hera().tasks().setStatus(team.task("w").id(), before);

    Accepted accepted = lead.accept(" w ", "well done");
    assertThat(team.task("w").status()).isEqualTo(TaskStatus.COMPLETE);
    Inbox inbox = worker.inbox();
    assertThat(inbox.messages()).hasSize(1);
    assertThat(inbox.messages().get(0).body()).isEqualTo("well done");
    assertThat(inbox.messages().get(0).from()).isEqualTo("lead");
    assertThat(accepted)
        .isEqualTo(
            new Accepted(
                "o",
                "w",
                TaskStatus.COMPLETE,
                true,
                inbox.messages().get(0).id().value(),
                "done",
                List.of(),
                List.of()));
  }

  @Test
  void accepting_again_does_nothing() {
    team.worker("w");
    lead.accept("w", null);
    List<String> before = StoreDump.of(world.store());

    assertThat(lead.accept("w", "again"))
        .isEqualTo(
            new Accepted("o", "w", TaskStatus.COMPLETE, false, null, "done", List.of(), List.of()));
    assertThat(StoreDump.of(world.store())).isEqualTo(before);
  }

  @Proves({"G1", "M18"})
  @Test
  void the_gate_reads_the_status_so_dependents_of_an_unfinished_role_stay_held() {
    Participant worker = team.worker("w");
    worker.report(Status.WORKING);
    lead.plan(Plan.Node.worker("next", "p"));
    lead.block("next", "w");

    assertThat(lead.accept("w", null).held()).containsExactly("next");
    assertThat(lead.accept("w", null).held()).containsExactly("next");
    assertThat(lead.explain("next").state()).isEqualTo("held");
    worker.report(Status.DONE);
    assertThat(lead.accept("w", null).held()).isEmpty();
    assertThat(team.task("w").status()).isEqualTo(TaskStatus.COMPLETE);
    world.hera().tick();
    assertThat(world.launcher().started()).containsExactly("next");
  }

  @Proves("M18")
  @Test
  void an_accepted_task_is_not_reopened_by_a_later_status() {
    Participant worker = team.worker("w");
    worker.report(Status.DONE);
    lead.accept("w", null);
    worker.report(Status.WORKING);

    assertThat(team.task("w").status()).isEqualTo(TaskStatus.COMPLETE);
  }

  @Test
  void only_a_started_role_other_than_the_callers_own_is_accepted() {
    lead.plan(Plan.Node.worker("later", "p"));
    lead.block("later", lead.plan(Plan.Node.worker("first", "p")).name());

    refused(world, ErrorCode.NOT_FOUND, "roleName", () -> lead.accept("none", null));
    refused(world, ErrorCode.INVALID_ARGUMENT, "roleName", () -> lead.accept("later", null));
    refused(world, ErrorCode.INVALID_ARGUMENT, "roleName", () -> lead.accept("lead", null));
    refused(world, ErrorCode.INVALID_ARGUMENT, "message", () -> lead.accept("later", " "));
  }
}
