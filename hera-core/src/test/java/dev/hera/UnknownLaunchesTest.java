package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.InvalidArgumentException;
import dev.hera.error.NotFoundException;
import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.plan.LaunchState;
import dev.hera.role.EndReason;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.spi.launcher.Found;
import dev.hera.view.ViewState;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a person decides of launches that nobody can tell of. */
@Proves({"G27", "G3"})
class UnknownLaunchesTest {
  private final TestWorld world = TestWorld.withPlace();

  @AfterEach
  void close() {
    world.close();
  }

  private UnknownLaunches unknown() {
    world.launcher().throwsAtStart("a", new IllegalStateException("timed out"));
    world.launcher().answers("a", new Found.Unknown("no connection"));
    world.chain("a", "b");
    world.tick();
    assertThat(world.state("a")).isEqualTo(ViewState.HELD);
    world.told();
    world.launcher().worksAgain("a");
    return world.hera().unknownLaunches();
  }

  @Test
  void an_adopted_worker_is_waited_for_and_accepted_with_its_first_call() {
    unknown().adopt(TestWorld.PLACE, "a");
    assertThat(world.state("a")).isEqualTo(ViewState.PENDING);
    assertThat(world.told()).singleElement().asString().startsWith("unblocked: a");
    world.clock().advance(Duration.ofMinutes(5));
    world.tick();
    assertThat(world.state("a")).isEqualTo(ViewState.PENDING);
    assertThat(world.launcher().started()).isEmpty();
    world.reports("a", Status.DONE);
    assertThat(world.state("b")).isEqualTo(ViewState.READY);
    assertThat(world.told()).isEmpty();
  }

  @Test
  void an_adopted_worker_that_turns_out_not_to_run_has_ended() {
    unknown().adopt(TestWorld.PLACE, "a");
    assertThat(world.task("a").session()).isEqualTo(SessionState.RUNNING);
    world.launcher().answers("a", new Found.NotThere());
    world.tick();
    assertThat(world.task("a").session()).isEqualTo(SessionState.ENDED);
    assertThat(world.state("b")).isEqualTo(ViewState.HELD);
  }

  @Test
  void a_retry_starts_another_worker_with_the_next_epoch() {
    unknown().retry(TestWorld.PLACE, "a");
    assertThat(world.state("a")).isEqualTo(ViewState.READY);
    assertThat(world.told()).singleElement().asString().startsWith("unblocked: a");
    world.launcher().answersTheTruth("a");
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a");
    assertThat(world.launch("a").epoch()).isEqualTo(2);
    assertThat(world.bindings("a")).hasSize(2);
    assertThat(world.bindings("a").get(0).endReason()).isEqualTo(EndReason.LAUNCH_FAILED);
  }

  @Test
  void giving_up_cancels_the_node_in_silence_and_releases_what_waits() {
    unknown().giveUp(TestWorld.PLACE, "a");
    assertThat(world.state("a")).isEqualTo(ViewState.CANCELLED);
    assertThat(world.told()).isEmpty();
    assertThat(world.openHolds("a")).isEmpty();
    world.tick();
    assertThat(world.launcher().started()).containsExactly("b");
  }

  @Test
  void a_decision_is_in_the_history_and_taken_once() {
    UnknownLaunches launches = unknown();
    launches.adopt(TestWorld.PLACE, "a");
    assertThat(world.eventsAbout("a"))
        .extracting(Event::kind)
        .containsSubsequence(EventKind.LAUNCH_HELD, EventKind.LAUNCH_RELEASED);
    assertThatThrownBy(() -> launches.adopt(TestWorld.PLACE, "a"))
        .isInstanceOf(InvalidArgumentException.class);
    assertThatThrownBy(() -> launches.retry(TestWorld.PLACE, "b"))
        .isInstanceOf(InvalidArgumentException.class);
    assertThatThrownBy(() -> launches.giveUp(TestWorld.PLACE, "c"))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> launches.giveUp("nowhere", "a")).isInstanceOf(NotFoundException.class);
    assertThat(world.launch("a").state()).isEqualTo(LaunchState.STARTING);
  }
}
