package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.ForbiddenException;
import dev.hera.error.IdempotencyConflictException;
import dev.hera.error.InvalidArgumentException;
import dev.hera.error.LaunchFailedException;
import dev.hera.error.NotFoundException;
import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.plan.LaunchDecision;
import dev.hera.plan.LaunchState;
import dev.hera.result.Revived;
import dev.hera.result.Revived.Outcome;
import dev.hera.result.UnknownLaunch;
import dev.hera.role.Caller;
import dev.hera.role.EndReason;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.spi.launcher.Found;
import dev.hera.view.ViewState;
import java.time.Duration;
import java.util.OptionalInt;
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
  @Proves("G15")
  void a_launch_whose_task_is_archived_is_held_no_more() {
    unknown();
    world.hera().tasks().archive(world.task("a").id());
    assertThat(world.openHolds("a")).isEmpty();
    assertThat(world.state("a")).isEqualTo(ViewState.FAILED);
    assertThat(world.told()).singleElement().asString().startsWith("held: b");
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

  @Test
  void a_coordinator_has_a_person_asked_and_passes_the_decision_on_once() {
    unknown();
    assertThat(world.lead().revive("a").outcome()).isEqualTo(Outcome.LAUNCH_UNKNOWN);
    UnknownLaunch asked = world.lead().unknownLaunch("a").orElseThrow();
    assertThat(asked).isEqualTo(new UnknownLaunch("a", 1, "no connection"));
    Coordinator once = world.lead().once("k");

    Revived adopted = once.decideLaunch("a", 1, LaunchDecision.ADOPT);

    assertThat(adopted).isEqualTo(new Revived("a", Outcome.ADOPTED));
    assertThat(world.state("a")).isEqualTo(ViewState.PENDING);
    assertThat(world.lead().unknownLaunch("a")).isEmpty();
    assertThat(once.decideLaunch("a", 1, LaunchDecision.ADOPT)).isEqualTo(adopted);
    assertThat(once.revive("a")).isEqualTo(adopted);
    assertThat(world.lead().revive("a").outcome()).isEqualTo(Outcome.SKIPPED_BUSY);
  }

  @Test
  void a_decision_is_of_one_launch_and_not_of_the_next() {
    unknown();
    world.launcher().throwsAtStart("a", new IllegalStateException("timed out"));
    assertThat(world.lead().decideLaunch("a", 1, LaunchDecision.RETRY).outcome())
        .isEqualTo(Outcome.RETRIED);
    world.tick();
    assertThat(world.lead().unknownLaunch("a").orElseThrow().epoch()).isEqualTo(2);

    assertThatThrownBy(() -> world.lead().decideLaunch("a", 1, LaunchDecision.ADOPT))
        .isInstanceOf(InvalidArgumentException.class)
        .hasMessageContaining("`Participant.explain`");

    assertThat(world.lead().decideLaunch("a", 2, LaunchDecision.GIVE_UP).outcome())
        .isEqualTo(Outcome.GIVEN_UP);
    assertThat(world.state("a")).isEqualTo(ViewState.CANCELLED);
  }

  @Test
  @Proves("V7")
  void only_a_coordinator_has_a_person_asked() {
    unknown();
    Caller guest = world.hera().tasks().register(NewTask.named("guest"));
    world.hera().newcomer(guest).join(TestWorld.PLACE, "guest", RoleKind.WORKER, null, null);
    Coordinator worker = world.hera().coordinator(guest, null);
    assertThatThrownBy(() -> worker.unknownLaunch("a")).isInstanceOf(ForbiddenException.class);
    assertThatThrownBy(() -> worker.decideLaunch("a", 1, LaunchDecision.GIVE_UP))
        .isInstanceOf(ForbiddenException.class);
    assertThat(world.state("a")).isEqualTo(ViewState.HELD);
  }

  @Test
  void a_session_that_is_known_to_have_ended_needs_no_person() {
    world.chain("a", "b");
    world.tick();
    world.reports("a", Status.WORKING);
    world.launcher().ends("a", 1);
    world.launcher().throwsAtStart("a", new IllegalStateException("timed out"));
    world.launcher().answers("a", new Found.Unknown("no connection"));
    assertThatThrownBy(() -> world.lead().revive("a")).isInstanceOf(LaunchFailedException.class);
    assertThat(world.lead().revive("a").outcome()).isEqualTo(Outcome.LAUNCH_UNKNOWN);
    world.launcher().worksAgain("a");

    world.hera().tasks().sessionEnded(world.task("a").id(), OptionalInt.of(1));

    assertThat(world.lead().revive("a").outcome()).isEqualTo(Outcome.RESTARTED);
  }

  @Test
  @Proves("V3")
  void the_key_of_a_session_that_was_restarted_is_none_for_a_decision() {
    world.chain("a", "b");
    world.tick();
    world.reports("a", Status.WORKING);
    world.launcher().ends("a", 1);
    Coordinator once = world.lead().once("k");
    assertThat(once.revive("a").outcome()).isEqualTo(Outcome.RESTARTED);
    world.launcher().ends("a", 1);
    world.launcher().throwsAtStart("a", new IllegalStateException("timed out"));
    world.launcher().answers("a", new Found.Unknown("no connection"));
    assertThatThrownBy(() -> world.lead().revive("a")).isInstanceOf(LaunchFailedException.class);
    int epoch = world.lead().unknownLaunch("a").orElseThrow().epoch();

    assertThatThrownBy(() -> once.decideLaunch("a", epoch, LaunchDecision.ADOPT))
        .isInstanceOf(IdempotencyConflictException.class);

    assertThat(world.state("a")).isEqualTo(ViewState.HELD);
  }

  @Test
  @Proves("V3")
  void an_answered_revival_is_answered_so_again_when_a_person_would_be_asked_now() {
    world.launcher().throwsAtStart("a", new IllegalStateException("timed out"));
    world.launcher().answers("a", new Found.Unknown("no connection"));
    world.chain("a", "b");
    Coordinator once = world.lead().once("k");
    assertThat(once.revive("a").outcome()).isEqualTo(Outcome.UNSUPPORTED);
    world.tick();
    assertThat(world.lead().unknownLaunch("a")).isPresent();
    assertThat(once.unknownLaunch("a")).isEmpty();
    assertThat(once.revive("a").outcome()).isEqualTo(Outcome.UNSUPPORTED);
  }
}
