package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.role.Status;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.view.ViewState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Starts that fail for a cause that does not go away by itself. */
@Proves("G26")
class PermanentFailureTest {
  private final TestWorld world = TestWorld.withPlace();

  @AfterEach
  void close() {
    world.close();
  }

  private void permanentlyFails(String node, String why) {
    world.launcher().throwsAtStart(node, LaunchException.permanent(why));
  }

  @Test
  void a_permanent_cause_is_told_at_once_and_not_tried_again_by_itself() {
    permanentlyFails("a", "the worker program 'gone' cannot be executed");
    world.roots("a");
    world.tick();
    assertThat(world.told())
        .containsExactly("not started: a (the worker program 'gone' cannot be executed)");
    for (int i = 0; i < 10; i++) {
      world.advance(60);
    }
    assertThat(world.starts("a")).isEqualTo(1);
    assertThat(world.told()).isEmpty();
    assertThat(world.state("a")).isEqualTo(ViewState.READY);
    assertThat(world.launch("a").lastError()).contains("'gone'");
  }

  @Test
  void an_edit_of_the_node_tries_a_permanent_cause_again_at_once() {
    permanentlyFails("a", "the prompt is too long");
    world.roots("a");
    world.tick();
    world.told();
    world.lead().update("a", "still long", null, null);
    world.tick();
    assertThat(world.starts("a")).isEqualTo(2);
    assertThat(world.told()).hasSize(1);
    world.launcher().worksAgain("a");
    world.lead().update("a", "short", null, null);
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a");
  }

  @Test
  void a_place_that_is_to_be_had_again_ends_a_permanent_cause() {
    world
        .launcher()
        .onPlace(
            "a",
            request -> {
              throw LaunchException.permanent("there is no branch 'x'");
            });
    world.roots("a");
    world.tick();
    world.advance(60);
    world.advance(60);
    assertThat(world.launch("a").attempts()).isEqualTo(1);
    world.launcher().worksAgain("a");
    world.advance(60);
    assertThat(world.launcher().started()).containsExactly("a");
  }

  @Test
  void a_new_host_tries_a_permanent_cause_once_and_does_not_tell_it_again() {
    permanentlyFails("a", "the worker program 'gone' cannot be executed");
    world.roots("a");
    world.tick();
    world.told();
    Hera later = world.another("second");
    later.tick();
    later.tick();
    world.tick();
    assertThat(world.starts("a")).isEqualTo(2);
    assertThat(world.told()).isEmpty();
  }

  @Test
  void a_permanent_cause_is_left_when_a_blocker_goes_on_and_finishes_again() {
    world.chain("a", "b");
    world.tick();
    permanentlyFails("b", "there is no branch 'x'");
    world.reports("a", Status.DONE);
    world.tick();
    world.reports("a", Status.WORKING);
    assertThat(world.state("b")).isEqualTo(ViewState.PLANNED);
    world.launcher().worksAgain("b");
    world.reports("a", Status.DONE);
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a", "b");
  }
}
