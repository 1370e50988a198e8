package dev.hera;

import static dev.hera.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.AmbiguousCallerException;
import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import dev.hera.message.Outgoing;
import dev.hera.result.Moved;
import dev.hera.result.Rebound;
import dev.hera.role.Binding;
import dev.hera.role.Caller;
import dev.hera.role.EndReason;
import dev.hera.role.NewTask;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HandoverTest {
  private final TestWorld world = new TestWorld();
  private final Hera hera = world.hera();
  private final Team here = new Team(world, "here");
  private final Team there = new Team(world, "there");

  private Binding first(RoleId role) {
    return world.store().read(tx -> tx.bindings().listOfRoles(Set.of(role))).get(0);
  }

  @Proves({"M14", "V9"})
  @Test
  void moving_ends_the_own_place_and_opens_a_new_one() {
    Participant worker = here.worker("w");

    Moved moved = worker.move(" there ", " w2 ", RoleKind.FREELANCE, Status.WORKING);
    assertThat(moved.fromOrchestrator()).isEqualTo("here");
    assertThat(moved.fromRole()).isEqualTo("w");
    assertThat(moved.orchestrator()).isEqualTo("there");
    assertThat(moved.roleName()).isEqualTo("w2");
    assertThat(moved.kind()).isEqualTo(RoleKind.FREELANCE);
    assertThat(moved.bindingId()).isEqualTo(there.binding("w2").id());
    assertThat(moved.taskId()).isEqualTo(here.binding("w").task());
    assertThat(here.binding("w").endReason()).isEqualTo(EndReason.MOVED);
    assertThat(there.role("w2").status()).isEqualTo(Status.WORKING);
    assertThat(hera.participant(here.caller("w"), null).membership().orchestrator())
        .isEqualTo("there");
  }

  @Proves("V3")
  @Test
  void a_repeated_move_gets_its_first_answer_although_the_old_place_is_gone() {
    Participant named = here.worker("w").once("k");
    Moved moved = named.move("there", "w2", RoleKind.WORKER, null);

    assertThat(named.move("there", "w2", RoleKind.WORKER, null)).isEqualTo(moved);
    refused(
        world,
        ErrorCode.IDEMPOTENCY_CONFLICT,
        () -> named.move("there", "w3", RoleKind.WORKER, null));
    refused(
        world,
        ErrorCode.IDEMPOTENCY_CONFLICT,
        () ->
            hera.participant(here.caller("w"), null)
                .once("k")
                .move("there", "w2", RoleKind.WORKER, null));
  }

  @Test
  void a_coordinator_does_not_move() {
    refused(world, ErrorCode.FORBIDDEN, () -> here.lead().move("none", "w", RoleKind.WORKER, null));
    refused(
        world,
        ErrorCode.INVALID_ARGUMENT,
        "kind",
        () -> here.lead().move("there", "w", RoleKind.COORDINATOR, null));
  }

  @Test
  void a_move_that_cannot_end_there_leaves_the_caller_where_it_is() {
    Participant worker = here.worker("w");

    refused(world, ErrorCode.NOT_FOUND, () -> worker.move("none", "w", RoleKind.WORKER, null));
    refused(world, ErrorCode.NAME_TAKEN, () -> worker.move("there", "lead", RoleKind.WORKER, null));
    refused(world, ErrorCode.ALREADY_BOUND, () -> worker.move("here", "x", RoleKind.WORKER, null));
    refused(
        world,
        ErrorCode.INVALID_ARGUMENT,
        () -> worker.move("there", "a b", RoleKind.WORKER, null));
    assertThat(worker.membership().roleName()).isEqualTo("w");
  }

  @Test
  void a_sub_coordinator_may_not_move_to_the_orchestrator_that_it_leads() {
    here.worker("w");
    hera.newcomer(here.caller("w")).newOrchestrator("below", "lead");
    Participant above = hera.participant(here.caller("w"), "here");

    refused(world, ErrorCode.ALREADY_BOUND, () -> above.move("below", "x", RoleKind.WORKER, null));
  }

  private Caller at(String worktree) {
    return hera.tasks().register(new NewTask(worktree, null, worktree, null));
  }

  @Proves("M14")
  @Test
  void rebinding_gives_the_role_of_a_reused_worktree_to_its_new_task() {
    Caller old = at("/wt/w");
    hera.newcomer(old).join("here", "w", RoleKind.WORKER, "mission", Status.WORKING);
    here.lead().send(Outgoing.to("w", "hello", "hello"));
    hera.tasks().setStatus(here.task("w").id(), TaskStatus.COMPLETE);
    Caller fresh = at("/wt/w");

    Rebound rebound = hera.newcomer(fresh).rebind("here", null);
    assertThat(rebound.roleName()).isEqualTo("w");
    assertThat(rebound.reconciled()).isTrue();
    assertThat(rebound.bindingId()).isEqualTo(here.binding("w").id());
    assertThat(first(here.role("w").id()).endReason()).isEqualTo(EndReason.REBOUND);
    assertThat(here.role("w").prompt()).isEqualTo("mission");
    assertThat(hera.participant(fresh, null).membership())
        .matches(place -> place.status() == Status.WORKING && place.unreadCount() == 1);
    Rebound again = hera.newcomer(fresh).rebind("here", "w");
    assertThat(again).isEqualTo(new Rebound("w", rebound.bindingId(), false));
  }

  @Test
  void rebinding_refuses_to_guess() {
    Caller old = at("/wt/w");
    hera.newcomer(old).join("here", "w", RoleKind.WORKER, null, null);
    hera.newcomer(old).newOrchestrator("below", "lead");
    Caller fresh = at("/wt/w");

    HeraException refusal =
        refused(world, ErrorCode.AMBIGUOUS_CALLER, () -> hera.newcomer(fresh).rebind(null, null));
    assertThat(((AmbiguousCallerException) refusal).candidates())
        .isEqualTo(List.of("here", "below"));
    assertThat(hera.newcomer(fresh).rebind("below", null).roleName()).isEqualTo("lead");
  }

  @Test
  void rebinding_finds_nothing_outside_of_the_own_worktree() {
    hera.newcomer(at("/wt/w")).join("here", "w", RoleKind.WORKER, null, null);
    Caller elsewhere = at("/wt/x");
    Caller nowhere = hera.tasks().register(NewTask.named("no directory"));

    refused(world, ErrorCode.NOT_BOUND, () -> hera.newcomer(elsewhere).rebind("here", null));
    refused(world, ErrorCode.NOT_BOUND, () -> hera.newcomer(nowhere).rebind(null, null));
    refused(world, ErrorCode.NOT_BOUND, () -> hera.newcomer(elsewhere).rebind("here", "none"));
    refused(world, ErrorCode.SLOT_TAKEN, () -> hera.newcomer(elsewhere).rebind("here", "w"));
  }

  @Test
  void rebinding_refuses_a_caller_that_holds_another_role_there() {
    hera.newcomer(at("/wt/w")).join("here", "w", RoleKind.WORKER, null, null);
    Caller second = hera.tasks().register(NewTask.named("second"));
    hera.newcomer(second).join("here", "x", RoleKind.WORKER, null, null);

    refused(world, ErrorCode.SLOT_TAKEN, () -> hera.newcomer(second).rebind("here", "w"));
    assertThat(hera.newcomer(second).rebind("here", " x ").reconciled()).isFalse();
  }
}
