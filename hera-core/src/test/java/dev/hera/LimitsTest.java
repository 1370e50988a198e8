package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.view.ViewState;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Proves("G11")
class LimitsTest {
  private TestWorld world = TestWorld.withPlace(builder -> builder.maxLiveWorkers(2, 2));

  @AfterEach
  void close() {
    world.close();
  }

  private void limits(int ofHera, int ofEach) {
    world.close();
    world = TestWorld.withPlace(builder -> builder.maxLiveWorkers(ofHera, ofEach));
  }

  @Test
  void what_is_above_the_limit_stays_ready_and_starts_in_role_id_order() {
    world.roots("z", "y", "x", "w");
    world.tick();
    assertThat(world.launcher().started()).containsExactly("z", "y");
    assertThat(world.state("x")).isEqualTo(ViewState.READY);
    world.reports("y", Status.DONE);
    world.tick();
    assertThat(world.launcher().started()).containsExactly("z", "y", "x");
    world.tick();
    assertThat(world.launcher().started()).hasSize(3);
  }

  @Test
  @Proves("G8")
  void what_waits_for_a_place_starts_also_after_the_clock_was_set_back() {
    limits(1, 1);
    world.roots("a", "b");
    world.tick();
    world.clock().advance(Duration.ofHours(-5));
    world.reports("a", Status.DONE);
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a", "b");
  }

  @Test
  void a_place_is_free_when_the_worker_is_done_failed_ended_or_accepted() {
    limits(1, 1);
    world.roots("a", "b", "c", "d", "e", "f");
    world.tick();
    world.reports("a", Status.DONE);
    world.tick();
    world.reports("b", Status.FAILED);
    world.tick();
    world.reports("c", Status.BLOCKED);
    world.launcher().ends("c", 1);
    world.tick();
    world.reports("d", Status.WORKING);
    world.lead().accept("d", null);
    world.tick();
    world.hera().tasks().setStatus(world.task("e").id(), TaskStatus.IN_REVIEW);
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a", "b", "c", "d", "e", "f");
  }

  @Test
  void a_worker_that_was_not_accepted_yet_counts() {
    limits(1, 1);
    world.roots("a", "b");
    world.tick();
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a");
    world.launcher().ends("a", 1);
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a", "b");
  }

  @Test
  void a_failed_start_frees_its_place() {
    limits(1, 1);
    world.launcher().throwsAtStart("a", new LaunchException("no"));
    world.roots("a", "b");
    world.tick();
    assertThat(world.launcher().started()).containsExactly("b");
    assertThat(world.state("a")).isEqualTo(ViewState.READY);
  }

  @Test
  void a_reopened_worker_counts_again_and_may_exceed_the_limit() {
    limits(1, 1);
    world.roots("a", "b", "c");
    world.tick();
    world.reports("a", Status.DONE);
    world.tick();
    world.reports("b", Status.WORKING);
    world.reports("a", Status.WORKING);
    world.tick();
    world.reports("b", Status.DONE);
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a", "b");
    world.reports("a", Status.DONE);
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a", "b", "c");
  }

  @Test
  void the_limit_of_an_orchestrator_leaves_the_others_alone() {
    limits(3, 1);
    Coordinator other = world.open("other");
    world.roots("a", "b");
    other.submit(Plan.builder().node("x", "x").node("y", "y").build());
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a", "x");
    world.reports("a", Status.DONE);
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a", "x", "b");
    world.hera().participant(Caller.worker(world.launcher().token("x")), null).report(Status.DONE);
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a", "x", "b", "y");
  }

  @Test
  void the_limit_of_the_hera_bounds_all_orchestrators_together() {
    limits(2, 2);
    Coordinator other = world.open("other");
    world.roots("a");
    other.submit(Plan.builder().node("x", "x").node("y", "y").build());
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a", "x");
  }

  @Test
  void workers_that_hera_did_not_launch_do_not_count() {
    limits(1, 1);
    Caller guest = world.hera().tasks().register(NewTask.named("guest"));
    world.hera().newcomer(guest).join(TestWorld.PLACE, "guest", RoleKind.WORKER, null, null);
    world.roots("a");
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "9, 1"})
  @Proves("G27")
  void a_full_house_keeps_no_start_that_a_crash_left_from_being_looked_after(int all, int each) {
    limits(all, each);
    world.roots("low", "high");
    world.lead().block("low", "high");
    world.launcher().onStart("high", Crash.now());
    Crash.during(world::tick);
    world.launcher().worksAgain("high");
    world.lead().unblock("low", "high");
    world.isGone("first");
    world.another("next", builder -> builder.maxLiveWorkers(all, each)).tick();
    assertThat(world.launcher().started()).containsExactly("high");
  }
}
