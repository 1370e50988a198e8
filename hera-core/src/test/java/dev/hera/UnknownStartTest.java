package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.LaunchState;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import dev.hera.spi.launcher.Found;
import dev.hera.view.ViewState;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Starts of which nobody knows whether they were made. */
@Proves("G26")
class UnknownStartTest {
  private final TestWorld world = TestWorld.withPlace();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @Proves({"G24", "G26"})
  void after_an_unknown_outcome_a_worker_that_is_not_there_is_a_failed_start() {
    world.launcher().throwsAtStart("a", new IllegalStateException("timed out"));
    world.launcher().answers("a", new Found.NotThere());
    world.roots("a");
    world.tick();
    assertThat(world.launch("a").attempts()).isEqualTo(2);
    assertThat(world.launch("a").lastError()).isEqualTo("timed out");
    assertThat(world.state("a")).isEqualTo(ViewState.READY);
  }

  @Test
  @Proves("G24")
  void after_an_unknown_outcome_a_worker_that_runs_is_started() {
    world.launcher().throwsAtStart("a", new IllegalStateException("timed out"));
    world.launcher().answers("a", new Found.Running(1));
    world.roots("a");
    world.tick();
    assertThat(world.launch("a").state()).isEqualTo(LaunchState.STARTING);
    assertThat(world.task("a").session()).isEqualTo(SessionState.RUNNING);
    world.reports("a", Status.DONE);
    assertThat(world.state("a")).isEqualTo(ViewState.IN_REVIEW);
  }

  @Test
  @Proves({"G24", "M11"})
  void after_an_unknown_outcome_a_worker_that_ran_and_ended_is_over() {
    world.launcher().throwsAtStart("a", new IllegalStateException("timed out"));
    world.launcher().answers("a", new Found.Ended(1, OptionalInt.of(0)));
    world.chain("a", "b");
    world.tick();
    assertThat(world.task("a").status()).isEqualTo(TaskStatus.IN_REVIEW);
    assertThat(world.task("a").readyToClose()).isTrue();
    assertThat(world.task("a").session()).isEqualTo(SessionState.ENDED);
    assertThat(world.state("b")).isEqualTo(ViewState.HELD);
  }

  @Test
  @Proves({"G24", "G27", "G3"})
  void after_an_unknown_outcome_that_the_launcher_cannot_tell_the_node_is_held() {
    world.launcher().throwsAtStart("a", new IllegalStateException("timed out"));
    world.launcher().answers("a", new Found.Unknown("the host does not answer"));
    world.chain("a", "b");
    world.tick();
    assertThat(world.state("a")).isEqualTo(ViewState.HELD);
    assertThat(world.state("b")).isEqualTo(ViewState.PLANNED);
    assertThat(world.lead().explain("a").heldReason().wire()).isEqualTo("launch_unknown");
    assertThat(world.lead().explain("a").heldDetails()).isEqualTo("the host does not answer");
    world.advance(60);
    world.advance(60);
    assertThat(world.told()).singleElement().asString().startsWith("held: a (launch unknown)");
    assertThat(world.starts("a")).isEqualTo(1);
  }

  @Test
  @Proves({"G27", "G14"})
  void a_worker_that_calls_after_all_releases_the_hold_and_is_told() {
    world.launcher().throwsAtStart("a", new IllegalStateException("timed out"));
    world.launcher().answers("a", new Found.Unknown("the host does not answer"));
    world.roots("a");
    world.tick();
    world.told();
    world.reports("a", Status.WORKING);
    assertThat(world.state("a")).isEqualTo(ViewState.WORKING);
    assertThat(world.told()).singleElement().asString().startsWith("unblocked: a");
    assertThat(world.openHolds("a")).isEmpty();
  }
}
