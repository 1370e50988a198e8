package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.FencedException;
import dev.hera.error.LaunchFailedException;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchState;
import dev.hera.plan.Plan;
import dev.hera.result.Revived.Outcome;
import dev.hera.role.Caller;
import dev.hera.role.RoleKind;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.Workplace;
import dev.hera.view.ViewState;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session is its task's: it is looked after wherever the worker that Hera started has gone. */
@Proves({"G27", "M18", "G12"})
class MovedWorkerTest {
  private final TestWorld world = TestWorld.withPlace();
  private Coordinator there;

  /** Hera starts {@code a}, which moves to another orchestrator, where {@code c} waits for it. */
  @BeforeEach
  void moves() {
    there = world.open("there");
    world.roots("a");
    world.tick();
    world.reports("a", Status.WORKING);
    world.worker("a").move("there", "b", RoleKind.WORKER, Status.WORKING);
    there.submit(Plan.builder().node("c", "go on").after("b").build());
  }

  @AfterEach
  void close() {
    world.close();
  }

  private ViewState state(String node) {
    return world.hera().plan("there").nodes().stream()
        .filter(one -> one.name().equals(node))
        .findFirst()
        .orElseThrow()
        .state();
  }

  private Task task() {
    return world.task("a");
  }

  private void dies() {
    world.launcher().answers("a", new Found.NotThere());
    world.isGone("first");
    world.another("second").tick();
  }

  @Test
  void its_end_is_noticed_after_a_restart_and_told_where_it_is_now() {
    dies();
    assertThat(task().session()).isEqualTo(SessionState.ENDED);
    assertThat(state("c")).isEqualTo(ViewState.HELD);
    assertThat(there.inbox().messages())
        .extracting(message -> message.tldr())
        .containsExactly("held: c (b failed)");
  }

  @Test
  void the_coordinator_that_it_went_to_revives_it_there() {
    dies();
    assertThat(there.revive("b").outcome()).isEqualTo(Outcome.RESTARTED);
    assertThat(world.launcher().started()).containsExactly("a", "a");
    assertThat(task().session()).isEqualTo(SessionState.RUNNING);
    Participant again = world.hera().participant(caller(), null);
    assertThat(again.membership().orchestrator()).isEqualTo("there");
    assertThat(again.membership().roleName()).isEqualTo("b");
    again.report(Status.DONE);
    assertThat(state("c")).isEqualTo(ViewState.READY);
  }

  @Test
  void one_that_also_coordinates_is_asked_for_once_in_a_sweep() {
    world.hera().newcomer(caller()).newOrchestrator("below", "lead");
    int before = world.launcher().asked().size();
    world.another("second").tick();
    assertThat(world.launcher().asked()).hasSize(before + 1);
    assertThat(task().session()).isEqualTo(SessionState.RUNNING);
  }

  @Test
  @Proves("G26")
  void one_that_is_revived_and_never_calls_is_told_as_such_and_asked_for_no_more() {
    dies();
    there.inbox();
    there.revive("b");
    world.launcher().answersTheTruth("a");
    world.launcher().ends("a", 1);
    assertThat(there.inbox().messages())
        .last()
        .satisfies(told -> assertThat(told.body()).contains("without ever calling"));
    world.clock().advance(Duration.ofMinutes(5));
    int before = world.launcher().asked().size();
    world.tick();
    assertThat(world.launcher().asked()).hasSize(before);
    assertThat(world.launch("a").due()).isNull();
  }

  @Test
  @Proves("G27")
  void a_revival_of_it_that_nobody_can_tell_of_has_failed_and_may_be_tried_again() {
    dies();
    world.told();
    world.launcher().answers("a", new Found.Unknown("no connection"));
    world.launcher().throwsAtStart("a", new IllegalStateException("lost"));
    assertThatThrownBy(() -> there.revive("b"))
        .isInstanceOf(LaunchFailedException.class)
        .hasMessageContaining("no connection");
    assertThat(state("b")).isEqualTo(ViewState.FAILED);
    assertThat(world.state("a")).isEqualTo(ViewState.FAILED);
    assertThat(world.told()).isEmpty();
    assertThat(world.openHolds("a")).isEmpty();

    Caller lost = caller();
    world.launcher().worksAgain("a");
    assertThat(there.revive("b").outcome()).isEqualTo(Outcome.RESTARTED);
    world.hera().participant(caller(), null).report(Status.DONE);
    assertThat(state("c")).isEqualTo(ViewState.READY);
    assertThatThrownBy(() -> world.hera().participant(lost, null).report(Status.FAILED))
        .isInstanceOf(FencedException.class);
  }

  @Test
  @Proves({"M3", "G27"})
  void it_is_revived_although_the_orchestrator_that_it_left_is_archived() {
    world.hera().archive(TestWorld.PLACE);
    assertThat(state("b")).isEqualTo(ViewState.WORKING);
    world.hera().participant(caller(), null).report(Status.WORKING);
    dies();
    assertThat(state("b")).isEqualTo(ViewState.FAILED);
    assertThat(there.revive("b").outcome()).isEqualTo(Outcome.RESTARTED);
    world.hera().participant(caller(), null).report(Status.DONE);
    assertThat(state("c")).isEqualTo(ViewState.READY);
    world.launcher().answersTheTruth("a");
    world.launcher().ends("a", 1);
    assertThat(state("b")).isEqualTo(ViewState.IN_REVIEW);
  }

  @Test
  @Proves({"M3", "G27"})
  void a_revival_that_a_crash_left_is_looked_after_although_what_it_left_is_archived() {
    world.hera().archive(TestWorld.PLACE);
    dies();
    world.launcher().onStart("a", Crash.now());
    Crash.during(() -> there.revive("b"));
    world.isGone("first");
    world.launcher().worksAgain("a");
    world.another("third").tick();
    world.hera().participant(caller(), null).report(Status.DONE);
    assertThat(state("c")).isEqualTo(ViewState.READY);
  }

  @Test
  @Proves("G11")
  void it_keeps_its_place_until_its_work_is_done_where_it_is_now() {
    Hera one = world.another("one", builder -> builder.maxLiveWorkers(1, 1));
    world.roots("d");
    one.tick();
    assertThat(world.launcher().started()).containsExactly("a");
    assertThat(one.coordinator(TestWorld.PLACE).explain("d").queue()).isNotNull();
    world.hera().participant(caller(), null).report(Status.DONE);
    one.tick();
    assertThat(world.launcher().started()).containsExactly("a", "c");
  }

  @Test
  @Proves("G17")
  void its_log_and_its_work_are_found_by_its_launch_where_it_is_now() {
    LaunchKey key = world.launch("a").key();
    assertThat(world.hera().overview().node("there", "b").launch()).isEqualTo(key);
    assertThat(world.hera().overview().node(TestWorld.PLACE, "a").launch()).isEqualTo(key);
    world.hera().participant(caller(), null).report(Status.DONE);
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a", "c");
    assertThat(world.launcher().looked())
        .filteredOn(Workplace::finished)
        .extracting(Workplace::key)
        .containsOnly(key);
  }

  @Test
  @Proves("G23a")
  void one_whose_new_session_the_app_reports_has_called() {
    dies();
    there.revive("b");
    world.hera().tasks().sessionStarted(task().id());
    assertThat(world.launch("a").state()).isEqualTo(LaunchState.BOUND);
  }

  private Caller caller() {
    return Caller.worker(world.launcher().token("a"));
  }
}
