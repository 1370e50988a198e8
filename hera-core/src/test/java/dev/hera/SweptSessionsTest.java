package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.role.Binding;
import dev.hera.role.EndReason;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.spi.launcher.Found;
import dev.hera.view.ViewState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a sweep makes of the sessions that it asks the launcher for. */
@Proves("G27")
class SweptSessionsTest {
  private final TestWorld world = TestWorld.withPlace();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_live_session_that_is_not_there_any_more_has_ended_without_an_exit_code() {
    world.chain("a", "b");
    world.tick();
    world.reports("a", Status.WORKING);
    world.launcher().forget("a");
    world.another("second").tick();
    assertThat(world.task("a").session()).isEqualTo(SessionState.ENDED);
    assertThat(world.task("a").exitCode()).isNull();
    assertThat(world.task("a").readyToClose()).isFalse();
    assertThat(world.state("b")).isEqualTo(ViewState.HELD);
  }

  @Test
  void a_live_session_that_ended_unheard_is_told_with_its_exit_code() {
    world.chain("a", "b");
    world.tick();
    world.reports("a", Status.WORKING);
    world.launcher().dies("a", 0);
    world.tick();
    assertThat(world.task("a").exitCode()).isZero();
    assertThat(world.task("a").readyToClose()).isTrue();
  }

  @Test
  void a_live_session_that_nobody_can_tell_of_changes_nothing() {
    world.roots("a");
    world.tick();
    world.reports("a", Status.WORKING);
    world.launcher().answers("a", new Found.Unknown("no connection"));
    world.tick();
    assertThat(world.task("a").session()).isEqualTo(SessionState.RUNNING);
    assertThat(world.state("a")).isEqualTo(ViewState.WORKING);
    assertThat(world.told()).isEmpty();
  }

  @Test
  @Proves("M14")
  void a_worker_whose_directory_is_gone_is_over() {
    world.chain("a", "b");
    world.tick();
    world.reports("a", Status.WORKING);
    world.directories().lose(world.task("a").worktree());
    world.tick();
    assertThat(world.bindings("a"))
        .singleElement()
        .matches(binding -> binding.endReason() == EndReason.TASK_MISSING);
    assertThat(world.state("b")).isEqualTo(ViewState.HELD);
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a");
  }

  private void twoWork() {
    world.roots("a", "b");
    world.tick();
    world.reports("a", Status.WORKING);
    world.reports("b", Status.WORKING);
  }

  @Test
  @Proves("G27")
  void an_end_that_is_told_while_a_sweep_asks_for_others_is_not_overwritten_by_its_answer() {
    twoWork();
    world
        .launcher()
        .onFind(
            "a",
            () -> {
              world.launcher().ends("b", 7);
              world.launcher().forget("b");
            });
    world.tick();

    assertThat(world.launcher().asked()).endsWith("a", "b");
    assertThat(world.task("b").exitCode()).isEqualTo(7);
  }

  @Test
  @Proves("G27")
  void a_place_whose_task_changes_while_a_sweep_asks_for_others_is_left_to_the_next_sweep() {
    twoWork();
    world.launcher().ends("b", 7);
    world.directories().lose(world.task("b").worktree());
    world.launcher().onFind("a", () -> world.lead().revive("b"));
    world.tick();

    assertThat(world.bindings("b")).hasSize(1).allMatch(Binding::isLive);
    world.tick();
    assertThat(world.bindings("b")).noneMatch(Binding::isLive);
  }
}
