package dev.hera;

import static dev.hera.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.plan.Plan;
import dev.hera.result.StatusReport;
import dev.hera.role.Caller;
import dev.hera.role.ReviewCause;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StatusTest {
  private final TestWorld world = new TestWorld();
  private final Hera hera = world.hera();
  private final Team team = new Team(world, "o");
  private final Participant worker = team.worker("w");
  private final TaskId task = team.task("w").id();

  @Proves({"M15", "M17"})
  @ParameterizedTest
  @CsvSource({
    "IDLE, IN_PROGRESS, false",
    "WORKING, IN_PROGRESS, false",
    "BLOCKED, IN_PROGRESS, false",
    "DONE, IN_REVIEW, true",
    "FAILED, IN_REVIEW, false",
  })
  void a_worker_moves_its_task_in_progress(Status status, TaskStatus after, boolean readyToClose) {
    assertThat(worker.report(status)).isEqualTo(new StatusReport("o", "w", status, after));
    assertThat(team.role("w").status()).isEqualTo(status);
    assertThat(team.role("w").statusAt()).isEqualTo(world.clock().instant());
    assertThat(team.task("w").status()).isEqualTo(after);
    assertThat(team.task("w").readyToClose()).isEqualTo(readyToClose);
    assertThat(team.task("w").session())
        .as("the session is not touched")
        .isEqualTo(SessionState.NONE);
  }

  @Proves("M17")
  @ParameterizedTest
  @EnumSource(
      value = TaskStatus.class,
      names = {"PENDING", "IN_REVIEW", "COMPLETE"})
  void a_task_in_any_other_status_is_not_touched(TaskStatus status) {
    hera.tasks().setStatus(task, status);

    for (Status reported : Status.values()) {
      assertThat(worker.report(reported).taskStatus()).isEqualTo(status);
      assertThat(team.task("w").readyToClose()).isFalse();
    }
  }

  @Proves("M17")
  @ParameterizedTest
  @EnumSource(Status.class)
  void coordinators_and_freelancers_move_no_task(Status status) {
    Participant freelancer = team.freelancer("f");

    assertThat(freelancer.report(status).taskStatus()).isEqualTo(TaskStatus.IN_PROGRESS);
    assertThat(team.lead().report(status).taskStatus()).isEqualTo(TaskStatus.IN_PROGRESS);
    assertThat(team.role("f").status()).isEqualTo(status);
  }

  @Proves("M17")
  @ParameterizedTest
  @EnumSource(Status.class)
  void the_same_status_again_changes_nothing_more(Status status) {
    worker.report(status);
    world.clock().advance(Duration.ofSeconds(1));
    List<String> before = StoreDump.of(world.store());

    worker.report(status);
    assertThat(StoreDump.of(world.store())).isEqualTo(before);
  }

  @Test
  void a_handoff_note_stays_until_another_one_is_left() {
    worker.report(Status.WORKING, "half way");
    worker.report(Status.DONE);
    assertThat(team.task("w").handoffNote()).isEqualTo("half way");
    assertThat(team.task("w").status()).isEqualTo(TaskStatus.IN_REVIEW);

    worker.report(Status.DONE, "all of it");
    assertThat(team.task("w").handoffNote()).isEqualTo("all of it");
    refused(
        world,
        ErrorCode.INVALID_ARGUMENT,
        "handoffNote",
        () -> worker.report(Status.FAILED, "a\u0000b"));
  }

  @Proves("M18")
  @ParameterizedTest
  @CsvSource({
    "DONE, IDLE",
    "DONE, WORKING",
    "DONE, BLOCKED",
    "FAILED, IDLE",
    "FAILED, WORKING",
    "FAILED, BLOCKED",
  })
  void leaving_done_or_failed_reopens_the_task(Status ended, Status next) {
    worker.report(ended);
    worker.report(next);

    assertThat(team.task("w"))
        .matches(reopened -> reopened.status() == TaskStatus.IN_PROGRESS)
        .matches(reopened -> !reopened.readyToClose())
        .matches(reopened -> reopened.reviewCause() == null);
  }

  @Proves("M18")
  @ParameterizedTest
  @EnumSource(
      value = TaskStatus.class,
      names = {"PENDING", "IN_REVIEW", "COMPLETE"})
  void what_a_person_set_is_not_overwritten_by_a_reopen(TaskStatus set) {
    worker.report(Status.DONE);
    hera.tasks().setStatus(task, set);
    worker.report(Status.WORKING);

    assertThat(team.task("w").status()).isEqualTo(set);
    assertThat(team.task("w").readyToClose()).isFalse();
  }

  @Proves({"M10", "M11"})
  @ParameterizedTest
  @CsvSource({"0, true", "1, false", "-1, false"})
  void a_session_that_ends_moves_an_open_task_to_review(int code, boolean readyToClose) {
    hera.tasks().sessionStarted(task);
    assertThat(team.task("w").session()).isEqualTo(SessionState.RUNNING);
    hera.tasks().sessionEnded(task, code < 0 ? OptionalInt.empty() : OptionalInt.of(code));

    assertThat(team.task("w"))
        .matches(ended -> ended.session() == SessionState.ENDED)
        .matches(ended -> ended.status() == TaskStatus.IN_REVIEW)
        .matches(ended -> ended.readyToClose() == readyToClose)
        .matches(ended -> ended.reviewCause() == ReviewCause.SESSION_ENDED);
    assertThat(team.binding("w").isLive()).isTrue();
  }

  @Proves("M11")
  @ParameterizedTest
  @EnumSource(
      value = TaskStatus.class,
      names = {"IN_REVIEW", "COMPLETE"})
  void the_end_of_a_session_leaves_a_task_that_is_further(TaskStatus status) {
    hera.tasks().setStatus(task, status);
    hera.tasks().sessionEnded(task, OptionalInt.of(0));

    assertThat(team.task("w").status()).isEqualTo(status);
    assertThat(team.task("w").readyToClose()).isFalse();
  }

  @Proves("M11")
  @Test
  void the_end_of_a_session_of_a_coordinator_or_freelancer_moves_no_task() {
    team.freelancer("f");
    for (String member : List.of("lead", "f")) {
      hera.tasks().sessionEnded(((Caller.OfTask) team.caller(member)).task(), OptionalInt.of(0));
      assertThat(team.task(member).status()).isEqualTo(TaskStatus.IN_PROGRESS);
    }
  }

  static List<BiConsumer<Hera, StatusTest>> signsOfLife() {
    return List.of(
        (hera, test) -> hera.tasks().sessionStarted(test.task),
        (hera, test) -> test.worker.report(Status.WORKING),
        (hera, test) -> test.worker.report(Status.IDLE),
        (hera, test) -> test.worker.report(Status.BLOCKED));
  }

  @Proves("M18")
  @ParameterizedTest
  @MethodSource("signsOfLife")
  void a_task_whose_session_ended_goes_on_with_any_sign_of_life(BiConsumer<Hera, StatusTest> sign) {
    worker.report(Status.WORKING);
    hera.tasks().sessionEnded(task, OptionalInt.of(0));
    sign.accept(hera, this);

    assertThat(team.task("w").status()).isEqualTo(TaskStatus.IN_PROGRESS);
    assertThat(team.task("w").readyToClose()).isFalse();
  }

  @Proves("M18")
  @Test
  void a_new_session_does_not_reopen_what_the_role_itself_ended() {
    worker.report(Status.DONE);
    hera.tasks().sessionEnded(task, OptionalInt.of(0));
    hera.tasks().sessionStarted(task);

    assertThat(team.task("w").status()).isEqualTo(TaskStatus.IN_REVIEW);
    assertThat(team.task("w").readyToClose()).isTrue();
  }

  @Proves({"M19", "G7"})
  @Test
  void a_done_records_the_launch_of_what_became_ready_in_its_own_transaction() {
    team.lead().plan(Plan.Node.worker("next", "p"));
    team.lead().block("next", "w");
    worker.report(Status.DONE);

    Hera afterCrash = world.another("after the crash");
    afterCrash.tick();
    assertThat(world.launcher().started()).containsExactly("next");
  }

  @Proves("M10")
  @Test
  void a_task_that_nobody_knows_is_not_found() {
    TaskId unknown = new TaskId(999);

    refused(world, ErrorCode.NOT_FOUND, () -> hera.tasks().sessionStarted(unknown));
    refused(
        world, ErrorCode.NOT_FOUND, () -> hera.tasks().sessionEnded(unknown, OptionalInt.empty()));
    refused(world, ErrorCode.NOT_FOUND, () -> hera.tasks().setStatus(unknown, TaskStatus.COMPLETE));
    refused(world, ErrorCode.NOT_FOUND, () -> hera.tasks().archive(unknown));
    Participant nobody = hera.participant(Caller.task(unknown), null);
    refused(world, ErrorCode.UNKNOWN_CALLER, nobody::membership);
  }
}
