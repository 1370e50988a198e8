package dev.hera;

import static dev.hera.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.plan.Plan;
import dev.hera.result.Membership;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A new place is new work, whatever became of the work before it (M17, M18). */
@Proves({"M18", "V4"})
class NewPlaceTest {
  private static final Caller HERE = Caller.directory(Path.of("/wt/here"));

  private final TestWorld world = new TestWorld();
  private final Hera hera = world.hera();
  private final Team before = new Team(world, "before");
  private final Team after = new Team(world, "after");

  NewPlaceTest() {
    world.directories().registers("/wt/here", new NewTask("here", null, "/wt/here", "topic"));
  }

  @AfterEach
  void close() {
    world.close();
  }

  private Membership joins(String orchestrator, String name) {
    return hera.newcomer(HERE).join(orchestrator, name, RoleKind.WORKER, null, Status.WORKING);
  }

  /** The role is at work for those who wait for it, and its own {@code done} releases them. */
  private void worksAs(String name) {
    after.lead().submit(Plan.builder().node("next", "p").after(name).build());
    assertThat(after.lead().explain(name).state()).isEqualTo("working");
    assertThat(after.lead().explain("next").state()).isEqualTo("planned");
    assertThat(after.task(name).status()).isEqualTo(TaskStatus.IN_PROGRESS);
    hera.participant(HERE, "after").report(Status.DONE);
    assertThat(after.lead().explain("next").state()).isEqualTo("ready");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"DONE", "FAILED"})
  void a_worker_that_has_ended_its_work_moves(Status last) {
    joins("before", "w");
    Participant worker = hera.participant(HERE, "before");
    worker.report(last);
    String state = before.lead().explain("w").state();

    worker.move("after", "w2", RoleKind.WORKER, Status.WORKING);

    assertThat(before.lead().explain("w").state()).isEqualTo(state);
    worksAs("w2");
  }

  @Test
  void a_worker_whose_session_was_said_to_have_ended_moves() {
    joins("before", "w");
    hera.tasks().sessionEnded(before.task("w").id(), OptionalInt.of(1));

    hera.participant(HERE, "before").move("after", "w2", RoleKind.WORKER, null);

    worksAs("w2");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"DONE", "FAILED"})
  void a_directory_is_used_again_after_its_orchestrator_was_archived(Status last) {
    joins("before", "w");
    hera.participant(HERE, "before").report(last);
    Task old = before.task("w");
    before.lead().archive();

    Membership place = joins("after", "w2");

    assertThat(place.taskId()).isNotEqualTo(old.id());
    assertThat(after.task("w2").branch()).isEqualTo("topic");
    worksAs("w2");
  }

  @Test
  void accepted_work_stays_accepted_when_its_worker_takes_another_place() {
    joins("before", "w");
    Participant worker = hera.participant(HERE, "before");
    worker.report(Status.DONE);
    before.lead().accept("w", null);
    worker.leave();

    joins("after", "w2");

    worksAs("w2");
    assertThat(before.lead().explain("w").state()).isEqualTo("done");
    assertThat(before.task("w").isActive()).isFalse();
  }

  @Test
  void work_that_is_left_can_be_accepted_later_without_a_change_of_the_new_one() {
    joins("before", "w");
    Participant worker = hera.participant(HERE, "before");
    worker.report(Status.DONE);
    worker.leave();
    joins("after", "w2");

    before.lead().accept("w", null);

    assertThat(before.lead().explain("w").state()).isEqualTo("done");
    worksAs("w2");
  }

  @Test
  void complete_work_is_not_moved() {
    joins("before", "w");
    Participant worker = hera.participant(HERE, "before");
    worker.report(Status.DONE);
    before.lead().accept("w", null);

    assertThat(
            refused(
                world,
                ErrorCode.FORBIDDEN,
                () -> worker.move("after", "w2", RoleKind.WORKER, Status.WORKING)))
        .hasMessageContaining("Participant.leave");
  }

  @Test
  void what_the_app_says_of_a_task_holds_in_its_next_place() {
    joins("before", "w");
    hera.tasks().setStatus(before.task("w").id(), TaskStatus.IN_REVIEW);
    hera.participant(HERE, "before").leave();

    joins("after", "w2");

    assertThat(after.task("w2").id()).isEqualTo(before.task("w").id());
    assertThat(after.task("w2").status()).isEqualTo(TaskStatus.IN_REVIEW);
    assertThat(after.lead().explain("w2").state()).isEqualTo("failed");
  }
}
