package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.OutcomeRule;
import dev.hera.plan.Plan;
import dev.hera.result.Explanation;
import dev.hera.role.Caller;
import dev.hera.role.Orchestrator;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import dev.hera.view.PlanView;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A change of a task is told to the dependents of every role that the task is at that time. */
@Proves({"G7", "G12", "M25"})
class SharedTaskTest {
  private final TestWorld world = new TestWorld();
  private final Hera hera = world.hera();
  private final Team o1 = new Team(world, "o1");
  private final Team o2 = new Team(world, "o2");
  private Caller caller = Caller.task(o1.task("lead").id());

  /** A worker {@code a} of o1 moves to o2 as {@code b}, for which {@code c} waits. */
  private void moves() {
    Participant worker = o1.worker("a");
    caller = o1.caller("a");
    worker.report(Status.WORKING);
    worker.move("o2", "b", RoleKind.WORKER, Status.WORKING);
    o2.lead().submit(Plan.builder().node("c", "p").after("b").build());
    assertThat(state("c")).isEqualTo("planned");
  }

  private String state(String node) {
    return o2.lead().explain(node).state();
  }

  private void recount() {
    for (String name : hera.orchestrators()) {
      world
          .store()
          .read(
              tx -> {
                Orchestrator place = tx.orchestrators().findActive(name).orElseThrow();
                Recount.check(tx, place, name);
                Replay.check(tx, place, name);
                return true;
              });
    }
  }

  private void isHeld() {
    Explanation why = o2.lead().explain("c");
    assertThat(why.state()).isEqualTo("held");
    assertThat(why.blockers())
        .extracting(Explanation.Blocker::rule)
        .containsExactly(OutcomeRule.STOPPED_WITHOUT_DONE);
    assertThat(o2.unread("lead"))
        .extracting(message -> message.tldr())
        .contains("held: c (b failed)");
    recount();
  }

  @Test
  void a_worker_that_is_accepted_where_it_was_before_holds_those_that_wait_for_it_now() {
    moves();
    o1.lead().accept("a", null);
    assertThat(o2.task("b").status()).isEqualTo(TaskStatus.COMPLETE);
    isHeld();
    hera.participant(caller, "o2").report(Status.DONE);
    assertThat(state("c")).isEqualTo("ready");
    recount();
  }

  @Test
  void so_does_what_the_app_says_of_its_task_and_of_its_session() {
    moves();
    hera.tasks().setStatus(o2.task("b").id(), TaskStatus.IN_REVIEW);
    isHeld();
    hera.tasks().setStatus(o2.task("b").id(), TaskStatus.IN_PROGRESS);
    assertThat(state("c")).isEqualTo("planned");
    hera.tasks().sessionEnded(o2.task("b").id(), OptionalInt.of(1));
    isHeld();
    hera.tasks().sessionStarted(o2.task("b").id());
    assertThat(state("c")).isEqualTo("planned");
    recount();
  }

  @Test
  void a_sub_coordinator_that_is_accepted_is_so_in_the_history_of_both_orchestrators() {
    o1.worker("a");
    hera.newcomer(o1.caller("a")).newOrchestrator("below", "lead");
    hera.participant(o1.caller("a"), "o1").report(Status.DONE);
    hera.participant(o1.caller("a"), "o1").report(Status.WORKING);
    o1.lead().accept("a", null);
    recount();
    assertThat(o1.lead().plan().nodes()).extracting(PlanView.Node::name).containsExactly("a");
  }

  @Test
  void archiving_the_old_place_leaves_the_new_one_alone() {
    moves();
    o1.lead().archive();
    assertThat(state("c")).isEqualTo("planned");
    hera.participant(caller, null).report(Status.DONE);
    assertThat(state("c")).isEqualTo("ready");
    recount();
  }
}
