package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.EndReason;
import dev.hera.role.NewTask;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.MergeConflictException;
import dev.hera.view.ViewState;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Starts that fail. */
@Proves("G26")
class StartFailureTest {
  private final TestWorld world = TestWorld.withPlace();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @Proves("G4")
  void a_failed_start_leaves_the_node_in_the_plan_and_nothing_else() {
    world.launcher().throwsAtStart("a", new LaunchException("no room"));
    world.chain("a", "b");
    world.tick();
    assertThat(world.state("a")).isEqualTo(ViewState.READY);
    assertThat(world.state("b")).isEqualTo(ViewState.PLANNED);
    assertThat(world.bindings("a"))
        .isNotEmpty()
        .allMatch(binding -> binding.endReason() == EndReason.LAUNCH_FAILED);
    assertThat(world.task("a").isActive()).isFalse();
    assertThat(world.launch("a").lastError()).isEqualTo("no room");
    assertThat(world.lead().update("a", "do it otherwise", null, null).changed())
        .containsExactly("prompt");
    world.lead().cancel("a");
    assertThat(world.state("b")).isEqualTo(ViewState.READY);
  }

  @Test
  void is_retried_at_once_and_then_after_a_doubling_time_up_to_the_sweep_interval() {
    world.launcher().throwsAtStart("a", new LaunchException("no room"));
    world.roots("a");
    world.tick();
    assertThat(world.starts("a")).isEqualTo(2);
    long expected = 2;
    for (long wait : new long[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
      if (wait > 1) {
        world.advance(wait - 1);
        assertThat(world.starts("a")).as("just before " + wait).isEqualTo(expected);
        world.advance(1);
      } else {
        world.advance(1);
      }
      expected++;
      assertThat(world.starts("a")).as("after " + wait).isEqualTo(expected);
    }
  }

  @Test
  @Proves("G8")
  void is_retried_also_after_the_clock_was_set_back() {
    world.launcher().throwsAtStart("a", new LaunchException("no room"));
    world.roots("a");
    world.tick();
    world.advance(-Duration.ofHours(5).toSeconds());
    assertThat(world.starts("a")).isEqualTo(3);
  }

  @Test
  void the_coordinator_is_told_once_after_five_failures_and_retries_go_on() {
    world.launcher().throwsAtStart("a", new LaunchException("no room"));
    world.roots("a");
    world.tick();
    world.advance(60);
    world.advance(60);
    assertThat(world.starts("a")).isEqualTo(4);
    assertThat(world.told()).isEmpty();
    world.advance(60);
    assertThat(world.lead().inbox().messages())
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.tldr()).isEqualTo("not started: a (5 attempts)");
              assertThat(notice.body()).contains("no room");
              assertThat(notice.from()).isEqualTo("a");
            });
    world.advance(60);
    world.advance(60);
    assertThat(world.starts("a")).isEqualTo(7);
    assertThat(world.told()).isEmpty();
    assertThat(world.launch("a").attempts()).isEqualTo(7);
  }

  @Test
  void success_clears_the_count_and_a_new_hera_keeps_it() {
    world.launcher().throwsAtStart("a", new LaunchException("no room"));
    world.roots("a");
    world.tick();
    world.clock().advance(Duration.ofSeconds(60));
    world.another("second").tick();
    assertThat(world.launch("a").attempts()).isEqualTo(3);
    world.launcher().worksAgain("a");
    world.advance(60);
    world.reports("a", Status.WORKING);
    assertThat(world.launch("a").attempts()).isZero();
    assertThat(world.launch("a").lastError()).isNull();
  }

  @Test
  void a_place_that_cannot_be_had_is_a_failed_start_that_made_nothing() {
    world
        .launcher()
        .onPlace(
            "a",
            request -> {
              throw new IllegalStateException("no such project");
            });
    world.roots("a", "b");
    world.tick();
    assertThat(world.bindings("a")).isEmpty();
    assertThat(world.launch("a").attempts()).isEqualTo(2);
    assertThat(world.launch("a").lastError()).isEqualTo("no such project");
    assertThat(world.launcher().started()).containsExactly("b");
  }

  @Test
  void a_session_that_ends_without_ever_calling_is_no_failed_start() {
    world.chain("a", "b");
    world.tick();
    world.launcher().ends("a", 1);
    assertThat(world.task("a").status()).isEqualTo(TaskStatus.IN_REVIEW);
    assertThat(world.state("a")).isEqualTo(ViewState.FAILED);
    assertThat(world.state("b")).isEqualTo(ViewState.HELD);
    world.advance(300);
    assertThat(world.launcher().started()).containsExactly("a");
    assertThat(world.told()).singleElement().asString().startsWith("held: b");
  }

  @Test
  void an_imported_node_without_a_project_takes_the_coordinators() {
    Caller caller = world.hera().tasks().register(new NewTask("other", "garden", null, "trunk"));
    Coordinator other = world.hera().newcomer(caller).newOrchestrator("other", "boss");
    other.submit(Plan.builder().node("n", "do n").build());
    OrchestratorId place = world.orchestrator("other").id();
    Role node =
        world
            .store()
            .read(
                tx ->
                    tx.roles().listActive(place, RoleFilter.named(Set.of("n"))).stream()
                        .findFirst())
            .orElseThrow();
    world
        .store()
        .write(
            tx -> {
              tx.roles().update(node.withMission(null, node.prompt()));
              return node;
            });
    world.tick();
    assertThat(world.launcher().request("n").project()).isEqualTo("garden");
  }

  private void reopensItsBlockerAndFails(RuntimeException failure) {
    world
        .launcher()
        .onStart(
            "b",
            request -> {
              if (world.launch("b").attempts() > 0) {
                world.reports("a", Status.WORKING);
                throw failure;
              }
              throw new LaunchException("no room");
            });
    world.chain("a", "b");
    world.tick();
    world.reports("a", Status.DONE);
    world.tick();
    Orchestrator place = world.orchestrator(TestWorld.PLACE);
    world
        .store()
        .read(
            tx -> {
              Recount.check(tx, place, "after the failed start");
              return true;
            });
    world.launcher().worksAgain("b");
    world.reports("a", Status.DONE);
    world.tick();
  }

  @Test
  @Proves("G7")
  void a_start_that_failed_while_its_blocker_went_on_is_tried_when_that_is_done() {
    reopensItsBlockerAndFails(new LaunchException("no room"));
    assertThat(world.launcher().started()).containsExactly("a", "b");
  }

  @Test
  @Proves({"G7", "G3"})
  void a_conflict_met_while_its_blocker_went_on_is_looked_at_when_that_is_done() {
    reopensItsBlockerAndFails(new MergeConflictException("README.md"));
    assertThat(world.launcher().started()).containsExactly("a", "b");
  }

  @Test
  @Proves({"G26", "M11"})
  void a_session_that_ends_before_the_start_call_returns_stays_ended() {
    world
        .launcher()
        .onStart(
            "a",
            request -> world.launcher().tellEnd(request.key(), request.epoch(), OptionalInt.of(1)));
    world.chain("a", "b");
    world.tick();
    assertThat(world.task("a").session()).isEqualTo(SessionState.ENDED);
    assertThat(world.task("a").status()).isEqualTo(TaskStatus.IN_REVIEW);
    assertThat(world.state("b")).isEqualTo(ViewState.HELD);
    assertThat(world.launch("a").due()).isNull();
    assertThat(world.launch("a").occupiesPlace()).isFalse();
  }

  @Test
  @Proves("V2")
  void what_a_launcher_says_is_kept_as_text_that_every_store_carries() {
    world.roots("a", "b");
    world.launcher().throwsAtStart("a", new LaunchException("odd \ud800 and \0"));
    world.launcher().throwsAtStart("b", new IllegalStateException("nobody knows"));
    world.launcher().answers("b", new Found.Unknown("odd \udc00"));
    world.tick();
    assertThat(world.launch("a").lastError()).isEqualTo("odd \ufffd and \ufffd");
    assertThat(world.launch("b").lastError()).isEqualTo("odd \ufffd");
  }

  @Test
  @Proves("V2")
  void a_place_whose_name_is_no_text_is_a_failed_start() {
    world.launcher().worksBelow("/odd\ud800");
    world.roots("a");
    world.tick();
    assertThat(world.launcher().started()).isEmpty();
    assertThat(world.launch("a").lastError()).contains("worktree").contains("Unicode");
    assertThat(world.state("a")).isEqualTo(ViewState.READY);
  }
}
