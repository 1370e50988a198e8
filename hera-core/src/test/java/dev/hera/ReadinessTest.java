package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.plan.LaunchState;
import dev.hera.plan.Plan;
import dev.hera.role.RoleId;
import dev.hera.role.Status;
import dev.hera.view.ViewState;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When nodes become ready, and what is recorded of it. */
class ReadinessTest {
  private final TestWorld world = TestWorld.withPlace();

  @AfterEach
  void close() {
    world.close();
  }

  private void assertRequested(String node) {
    assertThat(world.launch(node).state()).isEqualTo(LaunchState.REQUESTED);
    assertThat(world.launch(node).due()).isEqualTo(world.clock().instant());
    assertThat(world.state(node)).isEqualTo(ViewState.READY);
  }

  private boolean hasLaunch(String node) {
    RoleId role = world.role(node).id();
    return world
        .store()
        .read(tx -> tx.launches().listOf(Set.of(role)).stream().findFirst())
        .isPresent();
  }

  @Test
  @Proves({"G7", "M19"})
  void a_done_records_the_launches_that_it_allows_before_it_answers() {
    world.chain("a", "b", "c");
    world.tick();
    world.reports("a", Status.DONE);
    assertRequested("b");
    assertThat(hasLaunch("c")).isFalse();
    assertThat(world.launcher().started()).containsExactly("a");
  }

  @Test
  @Proves({"G7", "G8"})
  void what_was_recorded_before_a_crash_is_started_by_the_next_hera_of_the_store() {
    world.chain("a", "b");
    world.tick();
    world.reports("a", Status.DONE);
    world.another("second").tick();
    assertThat(world.launcher().started()).containsExactly("a", "b");
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a", "b");
  }

  @Test
  @Proves("G7")
  void an_unblock_a_cancel_and_a_submission_record_launches_too() {
    world.chain("a", "b", "c");
    assertRequested("a");
    world.lead().unblock("b", "a");
    assertRequested("b");
    assertThat(world.lead().cancel("b").released()).containsExactly("c");
    assertRequested("c");
  }

  @Test
  @Proves({"G7", "G5"})
  void a_node_that_comes_to_wait_again_before_its_start_is_not_started() {
    world.roots("a", "b");
    world.lead().block("b", "a");
    assertThat(world.state("b")).isEqualTo(ViewState.PLANNED);
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a");
  }

  @Test
  @Proves("G5")
  void a_blocker_that_leaves_done_before_the_start_keeps_its_dependent_planned() {
    world.chain("a", "b");
    world.tick();
    world.reports("a", Status.DONE);
    world.reports("a", Status.WORKING);
    assertThat(world.state("b")).isEqualTo(ViewState.PLANNED);
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a");
    world.reports("a", Status.DONE);
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a", "b");
  }

  @Test
  @Proves({"G5", "G12"})
  void a_node_that_runs_is_never_unstarted_and_no_hold_is_told() {
    world.chain("a", "b");
    world.tick();
    world.reports("a", Status.DONE);
    world.tick();
    world.reports("b", Status.WORKING);
    world.told();
    world.reports("a", Status.FAILED);
    assertThat(world.state("b")).isEqualTo(ViewState.WORKING);
    world.reports("a", Status.WORKING);
    world.tick();
    assertThat(world.told()).containsExactly("failed: a (it reported failed)");
    assertThat(world.openHolds("b")).isEmpty();
    assertThat(world.launcher().started()).containsExactly("a", "b");
  }

  @Test
  @Proves({"G3", "G1"})
  void a_fan_in_waits_for_all_and_one_failure_beats_those_at_work() {
    Plan.Builder plan = Plan.builder().node("a", "a").node("b", "b").node("c", "c");
    world.lead().submit(plan.node("join", "join").after("a", "b", "c").build());
    world.tick();
    assertThat(world.state("join")).isEqualTo(ViewState.PLANNED);
    world.reports("a", Status.DONE);
    world.reports("b", Status.FAILED);
    assertThat(world.state("join")).isEqualTo(ViewState.HELD);
    world.reports("b", Status.DONE);
    assertThat(world.state("join")).isEqualTo(ViewState.PLANNED);
    world.reports("c", Status.DONE);
    assertThat(world.state("join")).isEqualTo(ViewState.READY);
  }

  @Test
  @Proves({"G1", "M11", "M10"})
  void a_worker_whose_session_ends_without_done_holds_its_dependents() {
    world.chain("a", "b");
    world.tick();
    world.reports("a", Status.WORKING);
    world.launcher().ends("a", 0);
    assertThat(world.state("b")).isEqualTo(ViewState.HELD);
    assertThat(world.lead().explain("b").blockers().get(0).rule().number()).isEqualTo(10);
    assertThat(world.task("a").readyToClose()).isTrue();
  }

  @Test
  @Proves({"G1", "M9"})
  void a_blocker_whose_task_was_archived_by_the_app_is_over() {
    world.chain("a", "b");
    world.tick();
    world.hera().tasks().archive(world.task("a").id());
    assertThat(world.state("b")).isEqualTo(ViewState.HELD);
    assertThat(world.lead().explain("b").blockers().get(0).rule().number()).isEqualTo(7);
  }

  @Test
  @Proves("M18")
  void a_session_that_the_app_starts_again_puts_the_blocker_back_to_work() {
    world.chain("a", "b");
    world.tick();
    world.reports("a", Status.WORKING);
    world.hera().tasks().sessionEnded(world.task("a").id(), OptionalInt.of(1));
    assertThat(world.state("b")).isEqualTo(ViewState.HELD);
    world.hera().tasks().sessionStarted(world.task("a").id());
    assertThat(world.state("b")).isEqualTo(ViewState.PLANNED);
  }

  @Test
  @Proves({"G6", "G7"})
  void a_fan_of_many_becomes_ready_in_one_transaction_and_starts_in_role_id_order() {
    Plan.Builder plan = Plan.builder().node("seed", "seed");
    List<String> names = IntStream.range(0, 150).mapToObj(i -> "n" + i).toList();
    names.forEach(name -> plan.node(name, name).after("seed"));
    plan.node("end", "end").after(names.toArray(String[]::new));
    world.lead().submit(plan.build());
    world.tick();
    world.reports("seed", Status.DONE);
    world.tick();
    assertThat(world.launcher().started()).hasSize(151).endsWith("n148", "n149");
    assertThat(world.launcher().started().subList(1, 151)).isEqualTo(names);
    names.forEach(name -> world.reports(name, Status.DONE));
    world.tick();
    assertThat(world.launcher().started()).endsWith("end");
  }

  @Test
  @Proves("M25")
  void requests_and_withdrawals_are_in_the_history() {
    world.roots("a", "b");
    world.lead().block("b", "a");
    assertThat(world.eventsAbout("b"))
        .extracting(Event::kind)
        .containsExactly(
            EventKind.NODE_PLANNED,
            EventKind.LAUNCH_REQUESTED,
            EventKind.EDGE_ADDED,
            EventKind.LAUNCH_WITHDRAWN);
  }
}
