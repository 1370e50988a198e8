package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.FencedException;
import dev.hera.error.LaunchFailedException;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.LaunchState;
import dev.hera.result.Revived.Outcome;
import dev.hera.role.Binding;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.FoundWork;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.MergeConflictException;
import dev.hera.view.ViewState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** New sessions for workers whose session ended. */
class ReviveTest {
  private final TestWorld world = TestWorld.withPlace();

  @AfterEach
  void close() {
    world.close();
  }

  private void ended() {
    world.chain("a", "b");
    world.tick();
    world.reports("a", Status.WORKING);
    world.launcher().ends("a", 1);
    world.told();
  }

  private void assertKept(Task before) {
    assertThat(world.bindings("a")).singleElement().matches(Binding::isLive);
    assertThat(world.task("a").id()).isEqualTo(before.id());
    assertThat(world.task("a").isActive()).isTrue();
    assertThat(world.role("a").status()).isEqualTo(Status.WORKING);
  }

  @Test
  @Proves({"M18", "G25"})
  void a_new_session_keeps_task_and_role_and_fences_the_old_one() {
    ended();
    Task before = world.task("a");
    Participant old = world.worker("a");
    assertThat(world.lead().revive("a").outcome()).isEqualTo(Outcome.RESTARTED);
    assertKept(before);
    assertThat(world.task("a").session()).isEqualTo(SessionState.RUNNING);
    assertThat(world.task("a").status()).isEqualTo(TaskStatus.IN_PROGRESS);
    assertThat(world.launch("a").epoch()).isEqualTo(2);
    assertThat(world.state("b")).isEqualTo(ViewState.PLANNED);
    assertThat(world.told()).singleElement().asString().startsWith("unblocked: b");
    assertThatThrownBy(() -> old.report(Status.DONE)).isInstanceOf(FencedException.class);
    world.reports("a", Status.DONE);
    assertThat(world.state("b")).isEqualTo(ViewState.READY);
  }

  @Test
  @Proves({"V9", "M18"})
  void of_two_calls_at_once_one_restarts_and_the_other_finds_it_starting() {
    ended();
    List<Outcome> second = new ArrayList<>();
    world
        .launcher()
        .onPlace(
            "a",
            request -> {
              world.launcher().worksAgain("a");
              second.add(world.lead().revive("a").outcome());
            });
    assertThat(world.lead().revive("a").outcome()).isEqualTo(Outcome.RESTARTED);
    assertThat(second).containsExactly(Outcome.SKIPPED_STARTING);
    assertThat(world.launcher().started()).containsExactly("a", "a");
    assertThat(world.launch("a").epoch()).isEqualTo(2);
  }

  @Test
  @Proves("M18")
  void a_branch_that_another_start_notes_meanwhile_stops_no_revival() {
    ended();
    Task before = world.task("a");
    world
        .launcher()
        .onPlace(
            "a",
            request -> {
              world.launcher().finds("trunk", new FoundWork("feature", 0, null));
              world.lead().spawn("look", "scout", null, LaunchOptions.NONE);
            });
    assertThat(world.lead().revive("a").outcome()).isEqualTo(Outcome.RESTARTED);
    assertKept(before);
  }

  @Test
  @Proves({"M18", "G23a"})
  void a_revived_worker_may_call_before_the_start_call_returns() {
    ended();
    world.launcher().onStart("a", request -> world.reports("a", Status.WORKING));
    world.lead().revive("a");
    assertThat(world.task("a").session()).isEqualTo(SessionState.RUNNING);
    assertThat(world.task("a").status()).isEqualTo(TaskStatus.IN_PROGRESS);
    assertThat(world.launch("a").state()).isEqualTo(LaunchState.BOUND);
    assertThat(world.launch("a").occupiesPlace()).isTrue();
  }

  @Test
  @Proves("G26")
  void a_new_session_that_fails_to_start_keeps_the_task_and_is_not_repeated() {
    ended();
    Task before = world.task("a");
    world.launcher().throwsAtStart("a", new LaunchException("no room"));
    assertThatThrownBy(() -> world.lead().revive("a"))
        .isInstanceOf(LaunchFailedException.class)
        .hasMessageContaining("no room");
    assertKept(before);
    assertThat(world.task("a").session()).isEqualTo(SessionState.ENDED);
    assertThat(world.task("a").status()).isEqualTo(TaskStatus.IN_REVIEW);
    assertThat(world.state("b")).isEqualTo(ViewState.HELD);
    world.clock().advance(Duration.ofMinutes(5));
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a");
    world.launcher().worksAgain("a");
    assertThat(world.lead().revive("a").outcome()).isEqualTo(Outcome.RESTARTED);
    assertThat(world.launcher().started()).containsExactly("a", "a");
  }

  @Test
  @Proves("G26")
  void a_merge_conflict_of_a_new_session_keeps_the_task() {
    ended();
    Task before = world.task("a");
    world.launcher().throwsAtStart("a", new MergeConflictException("pom.xml"));
    assertThatThrownBy(() -> world.lead().revive("a")).isInstanceOf(LaunchFailedException.class);
    assertKept(before);
    assertThat(world.task("a").session()).isEqualTo(SessionState.ENDED);
    assertThat(world.openHolds("a")).isEmpty();
  }

  @Test
  @Proves({"G26", "G27"})
  void a_new_session_of_which_nobody_knows_is_held_and_a_retry_keeps_the_task() {
    ended();
    Task before = world.task("a");
    world.launcher().throwsAtStart("a", new IllegalStateException("timed out"));
    world.launcher().answers("a", new Found.Unknown("no connection"));
    assertThatThrownBy(() -> world.lead().revive("a")).isInstanceOf(LaunchFailedException.class);
    assertThat(world.state("a")).isEqualTo(ViewState.HELD);
    assertKept(before);
    world.hera().unknownLaunches().retry(TestWorld.PLACE, "a");
    assertKept(before);
    assertThat(world.openHolds("a")).isEmpty();
    world.launcher().worksAgain("a");
    world.launcher().answersTheTruth("a");
    world.tick();
    assertThat(world.lead().revive("a").outcome()).isEqualTo(Outcome.RESTARTED);
    assertKept(before);
    assertThat(world.launcher().started()).containsExactly("a", "a");
  }

  @Test
  @Proves({"G26", "G27"})
  void giving_up_a_new_session_of_which_nobody_knows_keeps_what_the_role_did() {
    ended();
    Task before = world.task("a");
    world.launcher().throwsAtStart("a", new IllegalStateException("timed out"));
    world.launcher().answers("a", new Found.Unknown("no connection"));
    assertThatThrownBy(() -> world.lead().revive("a")).isInstanceOf(LaunchFailedException.class);
    world.hera().unknownLaunches().giveUp(TestWorld.PLACE, "a");
    assertKept(before);
    assertThat(world.task("a").session()).isEqualTo(SessionState.ENDED);
    assertThat(world.state("a")).isEqualTo(ViewState.FAILED);
    assertThat(world.state("b")).isEqualTo(ViewState.HELD);
  }

  @Test
  @Proves("G27")
  void a_new_session_whose_gater_died_is_started_by_the_next_one() {
    ended();
    Task before = world.task("a");
    world.launcher().onStart("a", Crash.now());
    Crash.during(() -> world.lead().revive("a"));
    world.launcher().worksAgain("a");
    world.isGone("first");
    world.another("second").tick();
    assertKept(before);
    assertThat(world.launcher().started()).containsExactly("a", "a");
    assertThat(world.task("a").session()).isEqualTo(SessionState.RUNNING);
    world.reports("a", Status.WORKING);
    assertThat(world.state("a")).isEqualTo(ViewState.WORKING);
  }

  @Test
  @Proves("G27")
  void a_new_session_whose_gater_died_before_its_start_is_over_and_may_be_asked_for_again() {
    ended();
    Task before = world.task("a");
    world.launcher().onPlace("a", Crash.now());
    Crash.during(() -> world.lead().revive("a"));
    world.launcher().worksAgain("a");
    world.clock().advance(Duration.ofMinutes(1));
    world.another("second").tick();
    assertKept(before);
    assertThat(world.launch("a").due()).isNull();
    assertThat(world.state("a")).isEqualTo(ViewState.FAILED);
    assertThat(world.lead().revive("a").outcome()).isEqualTo(Outcome.RESTARTED);
  }

  @Test
  @Proves("G26")
  void a_task_that_the_app_set_back_to_pending_is_kept_too() {
    ended();
    world.hera().tasks().setStatus(world.task("a").id(), TaskStatus.PENDING);
    Task before = world.task("a");
    world.launcher().throwsAtStart("a", new LaunchException("no room"));
    assertThatThrownBy(() -> world.lead().revive("a")).isInstanceOf(LaunchFailedException.class);
    assertKept(before);
  }

  @Test
  @Proves("M18")
  void a_role_that_had_reported_done_is_revived_without_undoing_its_report() {
    world.roots("a");
    world.tick();
    world.reports("a", Status.DONE);
    world.launcher().ends("a", 0);
    assertThat(world.lead().revive("a").outcome()).isEqualTo(Outcome.RESTARTED);
    assertThat(world.role("a").status()).isEqualTo(Status.DONE);
    assertThat(world.task("a").status()).isEqualTo(TaskStatus.IN_REVIEW);
    assertThat(world.task("a").session()).isEqualTo(SessionState.RUNNING);
    world.reports("a", Status.WORKING);
    assertThat(world.task("a").status()).isEqualTo(TaskStatus.IN_PROGRESS);
  }

  @Test
  void a_live_session_is_left_alone() {
    world
        .launcher()
        .onStart(
            "a",
            request ->
                assertThat(world.lead().revive("a").outcome()).isEqualTo(Outcome.SKIPPED_STARTING));
    world.roots("a");
    world.tick();
    assertThat(world.lead().revive("a").outcome()).isEqualTo(Outcome.SKIPPED_BUSY);
    world.reports("a", Status.BLOCKED);
    assertThat(world.lead().revive("a").outcome()).isEqualTo(Outcome.SKIPPED_PROMPTING);
    world.reports("a", Status.IDLE);
    assertThat(world.lead().revive("a").outcome()).isEqualTo(Outcome.SKIPPED_IDLE);
    world.reports("a", Status.WORKING);
    assertThat(world.lead().revive("a").outcome()).isEqualTo(Outcome.SKIPPED_BUSY);
    assertThat(world.launcher().started()).containsExactly("a");
  }

  @Test
  void what_hera_did_not_launch_cannot_be_revived() {
    Caller guest = world.hera().tasks().register(NewTask.named("guest"));
    world.hera().newcomer(guest).join(TestWorld.PLACE, "guest", RoleKind.WORKER, null, null);
    world.hera().tasks().sessionEnded(world.task("guest").id(), OptionalInt.of(1));
    assertThat(world.lead().revive("guest").outcome()).isEqualTo(Outcome.UNSUPPORTED);
    world.roots("a");
    assertThat(world.lead().revive("a").outcome()).isEqualTo(Outcome.UNSUPPORTED);
  }
}
