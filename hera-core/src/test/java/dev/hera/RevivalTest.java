package dev.hera;

import static dev.hera.Refusals.refused;
import static dev.hera.Refusals.thrown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.plan.LaunchOptions;
import dev.hera.result.Revived;
import dev.hera.result.Revived.Outcome;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RevivalTest {
  private final TestWorld world = new TestWorld();
  private final Team team = new Team(world, "o");
  private final Coordinator lead = team.lead();

  private void spawned() {
    lead.spawn("do it", "w", null, LaunchOptions.NONE);
  }

  @Proves({"M11", "M18", "G25"})
  @Test
  void restarts_an_ended_session_and_reopens_its_task() {
    spawned();
    Participant first = world.worker("w");
    first.report(Status.WORKING);
    world.launcher().ends("w", 3);
    assertThat(team.task("w").status()).isEqualTo(TaskStatus.IN_REVIEW);
    assertThat(team.task("w").readyToClose()).isFalse();

    assertThat(lead.revive(" w ")).isEqualTo(new Revived("w", Outcome.RESTARTED));
    assertThat(team.task("w"))
        .matches(task -> task.status() == TaskStatus.IN_PROGRESS)
        .matches(task -> task.session() == SessionState.RUNNING);
    assertThat(team.binding("w").isLive()).isTrue();
    thrown(ErrorCode.FENCED, () -> first.report(Status.DONE));
    assertThat(world.worker("w").report(Status.DONE).taskStatus()).isEqualTo(TaskStatus.IN_REVIEW);
  }

  @ParameterizedTest
  @CsvSource({
    "WORKING, SKIPPED_BUSY",
    "DONE, SKIPPED_BUSY",
    "BLOCKED, SKIPPED_PROMPTING",
    "IDLE, SKIPPED_IDLE",
  })
  void a_live_session_is_left_alone(Status status, Outcome outcome) {
    spawned();
    world.worker("w").report(status);

    assertThat(lead.revive("w").outcome()).isEqualTo(outcome);
    assertThat(world.launcher().started()).containsExactly("w");
  }

  @Test
  void a_session_that_the_app_started_itself_cannot_be_revived() {
    team.worker("w");
    world.hera().tasks().sessionEnded(team.task("w").id(), OptionalInt.empty());

    assertThat(lead.revive("w").outcome()).isEqualTo(Outcome.UNSUPPORTED);
  }

  @Test
  void a_failed_revival_is_told_and_leaves_the_role_as_it_was() {
    spawned();
    world.worker("w").report(Status.WORKING);
    world.launcher().ends("w", 3);
    world.launcher().failsToStart("no room");

    assertThat(thrown(ErrorCode.LAUNCH_FAILED, () -> lead.revive("w")).details())
        .containsEntry("cause", "no room");
    assertThat(team.task("w"))
        .matches(task -> task.status() == TaskStatus.IN_REVIEW)
        .matches(task -> task.session() == SessionState.ENDED);
    assertThat(team.binding("w").isLive()).isTrue();
  }

  @Test
  void an_unknown_role_is_not_found() {
    refused(world, ErrorCode.NOT_FOUND, "roleName", () -> lead.revive("none"));
  }
}
