package dev.hera;

import static dev.hera.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.BoundElsewhereException;
import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import dev.hera.error.NameTakenException;
import dev.hera.error.NotFoundException;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import dev.hera.result.Membership;
import dev.hera.role.Caller;
import dev.hera.role.EndReason;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JoinTest {
  private final TestWorld world = new TestWorld();
  private final Hera hera = world.hera();
  private final Team team = new Team(world, "o");
  private final Caller here =
      hera.tasks().register(new NewTask("here", "shop", "/wt/here", "topic"));

  private Membership join(String orchestrator, String name) {
    return hera.newcomer(here).join(orchestrator, name, RoleKind.WORKER, null, null);
  }

  @Proves({"M5", "M9", "M12", "V9"})
  @ParameterizedTest
  @EnumSource(
      value = RoleKind.class,
      names = {"WORKER", "FREELANCE"})
  void attaching_makes_a_role_and_binds_the_caller_to_it(RoleKind kind) {
    Membership place = hera.newcomer(here).join(" o ", " w ", kind, "my mission", null);

    assertThat(place.orchestrator()).isEqualTo("o");
    assertThat(place.roleName()).isEqualTo("w");
    assertThat(place.kind()).isEqualTo(kind);
    assertThat(place.bindingId()).isEqualTo(team.binding("w").id());
    assertThat(place.taskId()).isEqualTo(team.task("w").id());
    assertThat(place.resumed()).isFalse();
    assertThat(place.unreadCount()).isZero();
    assertThat(place.status()).isNull();
    assertThat(team.role("w").prompt()).isEqualTo("my mission");
    assertThat(team.role("w").project()).isEqualTo("shop");
    assertThat(team.binding("w").worktree()).isEqualTo("/wt/here");
    assertThat(team.binding("w").started()).isEqualTo(world.clock().instant());
  }

  @Proves("M17")
  @Test
  void a_first_status_is_applied_with_the_join() {
    Membership place = hera.newcomer(here).join("o", "w", RoleKind.WORKER, null, Status.DONE);

    assertThat(place.status()).isEqualTo(Status.DONE);
    assertThat(team.task("w").status()).isEqualTo(TaskStatus.IN_REVIEW);
  }

  @Test
  void claiming_tells_the_own_place_and_marks_nothing_read() {
    join("o", "w");
    team.lead().send(Outgoing.to("w", "hello", "hello"));
    Participant worker = hera.participant(here, null);
    worker.report(Status.BLOCKED);

    for (int twice = 0; twice < 2; twice++) {
      Membership place = worker.membership();
      assertThat(place.roleName()).isEqualTo("w");
      assertThat(place.bindingId()).isEqualTo(team.binding("w").id());
      assertThat(place.unreadCount()).isEqualTo(1);
      assertThat(place.status()).isEqualTo(Status.BLOCKED);
      assertThat(place.resumed()).isFalse();
    }
    assertThat(team.unread("w")).hasSize(1);
  }

  @Test
  void a_coordinator_does_not_join() {
    HeraException refusal =
        refused(
            world,
            ErrorCode.INVALID_ARGUMENT,
            "kind",
            () -> hera.newcomer(here).join("o", "w", RoleKind.COORDINATOR, null, null));
    assertThat(refusal).hasMessageContaining("Newcomer.newOrchestrator");
  }

  @Test
  void an_orchestrator_that_is_not_there_or_archived_is_not_found() {
    hera.newcomer(here).newOrchestrator("old", "lead");
    hera.archive("old");

    for (String name : new String[] {"none", "old"}) {
      HeraException refusal =
          refused(world, ErrorCode.NOT_FOUND, "orchestrator", () -> join(name, "w"));
      assertThat(((NotFoundException) refusal).what()).isEqualTo("orchestrator");
      assertThat(((NotFoundException) refusal).name()).isEqualTo(name);
    }
  }

  @Proves("M13")
  @Test
  void a_caller_bound_there_is_refused() {
    join("o", "w");

    refused(world, ErrorCode.ALREADY_BOUND, () -> join("o", "w2"));
    refused(
        world,
        ErrorCode.ALREADY_BOUND,
        () -> hera.newcomer(team.caller("lead")).join("o", "x", RoleKind.WORKER, null, null));
  }

  @Proves("M13")
  @Test
  void a_second_task_of_a_bound_worktree_is_refused() {
    join("o", "w");
    Caller sameDirectory = hera.tasks().register(new NewTask("next", null, "/wt/here", null));

    refused(
        world,
        ErrorCode.ALREADY_BOUND,
        () -> hera.newcomer(sameDirectory).join("o", "w2", RoleKind.WORKER, null, null));
  }

  @Test
  void a_worker_of_another_orchestrator_is_told_to_move() {
    world.open("other");
    join("o", "w");

    HeraException refusal = refused(world, ErrorCode.BOUND_ELSEWHERE, () -> join("other", "w"));
    assertThat(((BoundElsewhereException) refusal).orchestrator()).isEqualTo("o");
    assertThat(refusal).hasMessageContaining("Participant.move");
  }

  @Proves("M13")
  @Test
  void a_coordinator_may_work_in_another_orchestrator() {
    hera.newcomer(here).newOrchestrator("mine", "lead");

    assertThat(join("o", "w").taskId()).isEqualTo(team.task("w").id());
  }

  @Proves({"M6", "V9"})
  @Test
  void a_taken_name_is_refused_and_never_changed() {
    team.worker("w");
    team.lead().plan(Plan.Node.worker("planned", "do it"));
    team.lead().plan(Plan.Node.worker("cancelled", "do it"));
    team.lead().cancel("cancelled");

    for (String taken : new String[] {"w", "lead", "planned", "cancelled"}) {
      HeraException refusal =
          refused(world, ErrorCode.NAME_TAKEN, "roleName", () -> join("o", taken));
      assertThat(((NameTakenException) refusal).name()).isEqualTo(taken);
    }
  }

  @Proves("V3")
  @Test
  void the_place_is_checked_before_the_name() {
    join("o", "w");

    refused(world, ErrorCode.NOT_FOUND, () -> join("none", "w"));
    refused(world, ErrorCode.ALREADY_BOUND, () -> join("o", "lead"));
    world.open("other");
    refused(world, ErrorCode.BOUND_ELSEWHERE, () -> join("other", "lead"));
  }

  @Proves({"M9", "M14"})
  @Test
  void archiving_a_task_ends_its_bindings_and_nothing_else_does() {
    join("o", "w");
    Participant worker = hera.participant(here, null);
    worker.report(Status.DONE);
    hera.tasks().sessionStarted(team.task("w").id());
    hera.tasks().sessionEnded(team.task("w").id(), OptionalInt.of(0));
    assertThat(team.binding("w").isLive()).isTrue();

    hera.tasks().archive(team.task("w").id());
    assertThat(team.binding("w").endReason()).isEqualTo(EndReason.TASK_DELETED);
    assertThat(team.binding("w").ended()).isEqualTo(world.clock().instant());
    refused(world, ErrorCode.UNKNOWN_CALLER, worker::membership);
    int before = StoreDump.of(world.store()).size();
    hera.tasks().archive(team.task("w").id());
    assertThat(StoreDump.of(world.store())).hasSize(before);
  }

  @Proves("V2")
  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void a_blank_orchestrator_is_no_name(String blank) {
    refused(world, ErrorCode.INVALID_ARGUMENT, "orchestrator", () -> join(blank, "w"));
  }
}
