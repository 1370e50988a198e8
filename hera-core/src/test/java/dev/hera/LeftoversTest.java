package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.HoldReason;
import dev.hera.plan.LaunchState;
import dev.hera.role.Binding;
import dev.hera.role.Caller;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import dev.hera.spi.Transaction;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.MergeConflictException;
import dev.hera.view.ViewState;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a crash, a wrong answer or an early end leaves behind does not stay for ever. */
class LeftoversTest {

  @Test
  void the_claim_of_a_crashed_gater_keeps_no_place_from_the_nodes_before_it() {
    try (TestWorld world = TestWorld.withPlace(builder -> builder.maxLiveWorkers(1, 1))) {
      world.roots("a", "b");
      world.lead().block("a", "b");
      world.launcher().onPlace("b", Crash.now());
      Crash.during(world::tick);
      world.lead().unblock("a", "b");
      world.launcher().worksAgain("b");
      world.clock().advance(Duration.ofSeconds(61));
      Hera second = world.another("second", builder -> builder.maxLiveWorkers(1, 1));
      second.tick();
      assertThat(world.launcher().started()).containsExactly("a");
      assertThat(world.launch("b").owner()).isNull();
    }
  }

  @Test
  void the_death_of_a_worker_that_was_said_to_be_dead_before_is_noticed() {
    try (TestWorld world = TestWorld.withPlace()) {
      world.chain("a", "b");
      world.tick();
      world.reports("a", Status.WORKING);
      world.launcher().answers("a", new Found.NotThere());
      world.tick();
      world.reports("a", Status.WORKING);
      assertThat(world.task("a").session()).isEqualTo(SessionState.RUNNING);
      assertThat(world.task("a").status()).isEqualTo(TaskStatus.IN_PROGRESS);
      world.launcher().answersTheTruth("a");
      world.launcher().dies("a", 1);
      world.tick();
      assertThat(world.state("b")).isEqualTo(ViewState.HELD);
    }
  }

  @Test
  void a_revival_releases_the_hold_of_an_unknown_launch() {
    try (TestWorld world = TestWorld.withPlace()) {
      unknown(world);
      world.lead().accept("a", null);
      world.launcher().worksAgain("a");
      world.launcher().tellEnd(world.launch("a").key(), 1, OptionalInt.empty());
      world.launcher().answersTheTruth("a");
      world.lead().revive("a");
      assertThat(world.openHolds("a")).isEmpty();
      world.reports("a", Status.DONE);
      assertThat(world.launch("a").state()).isEqualTo(LaunchState.BOUND);
    }
  }

  @Test
  void a_revival_of_an_unknown_launch_that_crashes_leaves_the_role_to_be_revived_again() {
    try (TestWorld world = TestWorld.withPlace()) {
      unknown(world);
      world.lead().accept("a", null);
      world.launcher().tellEnd(world.launch("a").key(), 1, OptionalInt.empty());
      world.launcher().onPlace("a", Crash.now());
      Crash.during(() -> world.lead().revive("a"));
      world.clock().advance(Duration.ofSeconds(61));
      world.another("second").tick();
      assertThat(world.launch("a").due()).isNull();
      assertThat(world.launch("a").state()).isEqualTo(LaunchState.BOUND);
      assertThat(world.openHolds("a")).isEmpty();
    }
  }

  @Test
  void an_end_told_during_a_revival_leaves_its_claim_a_lease() {
    try (TestWorld world = TestWorld.withPlace()) {
      world.roots("a");
      world.tick();
      world.reports("a", Status.WORKING);
      world.launcher().ends("a", 0);
      world
          .launcher()
          .onPlace(
              "a",
              request -> {
                world.launcher().tellEnd(request.key(), request.epoch(), OptionalInt.of(0));
                Crash.now().accept(request);
              });
      Crash.during(() -> world.lead().revive("a"));
      assertThat(world.launch("a").due()).isNotNull();
      world.clock().advance(Duration.ofSeconds(61));
      world.another("second").tick();
      assertThat(world.launch("a").accepted()).isNotNull();
    }
  }

  private static void unknown(TestWorld world) {
    world.launcher().throwsAtStart("a", new IllegalStateException("nobody knows"));
    world.launcher().answers("a", new Found.Unknown("nobody knows"));
    world.roots("a");
    world.tick();
    assertThat(world.openHolds("a"))
        .singleElement()
        .matches(hold -> hold.reason() == HoldReason.LAUNCH_UNKNOWN);
  }

  @Test
  void a_merge_conflict_is_over_when_a_start_ran_and_ended_before_the_launcher_returned() {
    try (TestWorld world = TestWorld.withPlace()) {
      conflict(world);
      world
          .launcher()
          .onStart(
              "a",
              request ->
                  world.launcher().tellEnd(request.key(), request.epoch(), OptionalInt.of(0)));
      world.clock().advance(Duration.ofSeconds(61));
      world.tick();
      assertThat(world.task("a").session()).isEqualTo(SessionState.ENDED);
      assertThat(world.openHolds("a")).isEmpty();
    }
  }

  @Test
  void a_merge_conflict_is_over_when_a_person_says_that_the_worker_runs() {
    try (TestWorld world = TestWorld.withPlace()) {
      conflict(world);
      world.launcher().throwsAtStart("a", new IllegalStateException("nobody knows"));
      world.launcher().answers("a", new Found.Unknown("nobody knows"));
      world.clock().advance(Duration.ofSeconds(61));
      world.tick();
      world.hera().unknownLaunches().adopt(TestWorld.PLACE, "a");
      assertThat(world.openHolds("a")).isEmpty();
    }
  }

  private static void conflict(TestWorld world) {
    world.launcher().throwsAtStart("a", new MergeConflictException("README.md"));
    world.roots("a");
    world.tick();
    assertThat(world.openHolds("a"))
        .singleElement()
        .matches(hold -> hold.reason() == HoldReason.MERGE_CONFLICT);
  }

  @Test
  @Proves("M9")
  void a_task_whose_worktree_was_removed_is_archived_wherever_it_is_bound() {
    try (TestWorld world = TestWorld.withPlace()) {
      world.chain("a", "b");
      world.tick();
      world.reports("a", Status.WORKING);
      world
          .hera()
          .newcomer(Caller.worker(world.launcher().token("a")))
          .newOrchestrator("c", "lead");
      world.directories().lose(world.task("a").worktree());
      world.tick();
      assertThat(world.task("a").archived()).isEqualTo(world.clock().instant());
      TaskId task = world.task("a").id();
      assertThat(world.store().<Integer>read(tx -> liveBindings(tx, task))).isZero();
      assertThat(world.state("b")).isEqualTo(ViewState.HELD);
    }
  }

  private static int liveBindings(Transaction tx, TaskId task) {
    return (int) tx.bindings().listOfTasks(List.of(task)).stream().filter(Binding::isLive).count();
  }
}
