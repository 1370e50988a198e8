package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.FencedException;
import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.message.Outgoing;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchState;
import dev.hera.role.Binding;
import dev.hera.role.Caller;
import dev.hera.role.Role;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.view.ViewState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From the claim of a launch to the acceptance of its worker. */
class LaunchProtocolTest {
  private final TestWorld world = TestWorld.withPlace();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  @Proves({"G23", "G21"})
  void everything_is_committed_and_usable_before_the_launcher_is_called() {
    List<Status> answers = new ArrayList<>();
    world
        .launcher()
        .onStart(
            "a",
            request -> {
              Launch launch = world.launch("a");
              assertThat(launch.state()).isEqualTo(LaunchState.STARTING);
              assertThat(launch.owner()).isEqualTo("first");
              assertThat(launch.epoch()).isEqualTo(1).isEqualTo(request.epoch());
              assertThat(world.bindings("a")).singleElement().matches(Binding::isLive);
              assertThat(world.task("a").status()).isEqualTo(TaskStatus.PENDING);
              assertThat(world.task("a").session()).isEqualTo(SessionState.STARTING);
              assertThat(request.task()).isEqualTo(world.task("a").id());
              world.store().write(tx -> true);
              answers.add(world.worker("a").report(Status.WORKING).status());
            });
    world.roots("a");
    world.tick();
    assertThat(answers).containsExactly(Status.WORKING);
    assertThat(world.launch("a").state()).isEqualTo(LaunchState.BOUND);
    assertThat(world.task("a").session()).isEqualTo(SessionState.RUNNING);
    assertThat(world.task("a").status()).isEqualTo(TaskStatus.IN_PROGRESS);
  }

  @Test
  @Proves("G23")
  void place_is_asked_before_anything_is_stored_and_outside_of_a_transaction() {
    List<LaunchRequest> asked = new ArrayList<>();
    world
        .launcher()
        .onPlace(
            "a",
            request -> {
              world.store().write(tx -> true);
              assertThat(world.bindings("a")).isEmpty();
              assertThat(world.launch("a").state()).isEqualTo(LaunchState.REQUESTED);
              asked.add(request);
            });
    world.roots("a");
    world.tick();
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).task()).isNull();
    assertThat(asked.get(0).key()).isEqualTo(world.launch("a").key());
    assertThat(world.task("a").worktree()).isEqualTo("/worktrees/" + world.launch("a").key());
    assertThat(world.task("a").branch()).isEqualTo("hera/shop/a");
  }

  @Test
  @Proves({"G23a", "M9"})
  void the_first_call_is_the_acceptance_and_comes_before_the_verb() {
    world.roots("a");
    world.tick();
    assertThat(world.state("a")).isEqualTo(ViewState.PENDING);
    assertThat(world.task("a").status()).isEqualTo(TaskStatus.PENDING);
    world.worker("a").report(Status.DONE);
    assertThat(world.launch("a").state()).isEqualTo(LaunchState.BOUND);
    assertThat(world.launch("a").accepted()).isEqualTo(world.clock().instant());
    assertThat(world.task("a").status()).isEqualTo(TaskStatus.IN_REVIEW);
    assertThat(world.task("a").readyToClose()).isTrue();
    assertThat(world.eventsAbout("a"))
        .extracting(Event::kind)
        .containsSubsequence(EventKind.LAUNCH_STARTING, EventKind.LAUNCH_BOUND);
  }

  @Test
  @Proves("G23a")
  void a_first_call_that_only_looks_is_an_acceptance_too() {
    world.roots("a");
    world.tick();
    world.worker("a").plan();
    assertThat(world.launch("a").state()).isEqualTo(LaunchState.BOUND);
    assertThat(world.state("a")).isEqualTo(ViewState.WORKING);
  }

  @Test
  @Proves("G23a")
  void a_first_call_that_is_refused_changes_nothing() {
    world.roots("a");
    world.tick();
    Outgoing wrong = Outgoing.to("nobody", "hello", "hello").withStatus(Status.WORKING);
    assertThatThrownBy(() -> world.worker("a").send(wrong));
    assertThat(world.launch("a").accepted()).isNull();
    Outgoing kept = Outgoing.to("a", "hello", "to myself").withStatus(Status.WORKING);
    assertThatThrownBy(() -> world.worker("a").once("k").send(kept));
    assertThat(world.launch("a").accepted()).isNull();
  }

  @Test
  @Proves({"G23a", "M10"})
  void a_session_that_the_app_reports_counts_as_acceptance() {
    world.roots("a");
    world.tick();
    world.hera().tasks().sessionStarted(world.task("a").id());
    assertThat(world.launch("a").state()).isEqualTo(LaunchState.BOUND);
    assertThat(world.task("a").status()).isEqualTo(TaskStatus.IN_PROGRESS);
  }

  @Test
  @Proves({"G22", "M27"})
  void of_two_gaters_one_claims() {
    Hera second = world.another("second");
    world.launcher().onPlace("a", request -> second.tick());
    world.launcher().onStart("a", request -> second.tick());
    world.roots("a");
    world.tick();
    second.tick();
    assertThat(world.launcher().started()).containsExactly("a");
    assertThat(world.launch("a").owner()).isEqualTo("second");
    assertThat(world.launch("a").epoch()).isEqualTo(1);
    assertThat(world.bindings("a")).hasSize(1);
  }

  @Test
  @Proves({"G23", "G17"})
  void a_node_that_is_edited_between_place_and_start_starts_with_what_is_true_then() {
    world.launcher().onPlace("a", request -> world.lead().update("a", "do it better", null, null));
    world.roots("a");
    world.tick();
    assertThat(world.launcher().request("a").prompt()).endsWith("do it better");
    assertThat(world.launcher().placed()).containsExactly("a");
  }

  @Test
  @Proves("G23")
  void a_project_that_changes_between_place_and_start_is_placed_again() {
    world
        .launcher()
        .onPlace(
            "a",
            request -> {
              if (request.project() == null) {
                world.lead().update("a", null, "other", null);
              }
            });
    world.roots("a");
    world.tick();
    assertThat(world.launcher().placed()).containsExactly("a", "a");
    assertThat(world.launcher().request("a").project()).isEqualTo("other");
    assertThat(world.launcher().request("a").epoch()).isEqualTo(2);
    assertThat(world.bindings("a")).hasSize(1);
  }

  @Test
  @Proves("G23")
  void a_node_that_is_cancelled_between_place_and_start_is_not_started() {
    world.launcher().onPlace("a", request -> world.lead().cancel("a"));
    world.roots("a");
    world.tick();
    assertNothingStarted();
    assertThat(world.state("a")).isEqualTo(ViewState.CANCELLED);
  }

  @Test
  @Proves("G23")
  void a_node_that_is_blocked_between_place_and_start_is_not_started_until_it_is_free() {
    world.roots("b", "a");
    world.launcher().onPlace("a", request -> world.lead().block("a", "b"));
    world.tick();
    assertThat(world.launcher().started()).containsExactly("b");
    assertThat(world.state("a")).isEqualTo(ViewState.PLANNED);
    world.launcher().worksAgain("a");
    world.reports("b", Status.DONE);
    world.tick();
    assertThat(world.launcher().started()).containsExactly("b", "a");
  }

  @Test
  @Proves({"G23", "M3"})
  void an_orchestrator_that_is_archived_between_place_and_start_starts_nothing() {
    world.roots("a");
    Role role = world.role("a");
    world.launcher().onPlace("a", request -> world.hera().archive(TestWorld.PLACE));
    world.tick();
    assertThat(world.launcher().started()).isEmpty();
    assertThat(world.bindings(role)).isEmpty();
  }

  private void assertNothingStarted() {
    assertThat(world.launcher().started()).isEmpty();
    assertThat(world.bindings("a")).isEmpty();
    assertThat(world.launch("a").owner()).isNull();
    assertThat(world.launch("a").due()).isNull();
    assertThat(world.launch("a").occupiesPlace()).isFalse();
  }

  @Test
  @Proves("G25")
  void a_token_of_an_ended_epoch_is_fenced_and_what_it_carried_is_kept() {
    world.roots("a");
    world
        .launcher()
        .onStart(
            "a",
            request -> {
              if (request.epoch() == 1) {
                throw new LaunchException("no room");
              }
            });
    List<String> tokens = new ArrayList<>();
    world
        .launcher()
        .onPlace(
            "a",
            request -> {
              if (request.epoch() == 2) {
                tokens.add(world.launcher().token("a"));
              }
            });
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a");
    Participant old = world.hera().participant(Caller.worker(tokens.get(0)), null);
    assertThatThrownBy(() -> old.send(Outgoing.report(Status.DONE, "all done", "see branch")))
        .isInstanceOf(FencedException.class);
    assertThat(world.role("a").status()).isNull();
    assertThat(world.launch("a").accepted()).isNull();
    assertThat(world.hera().isWorkerToken(tokens.get(0))).isTrue();
    assertThat(world.eventsAbout("a"))
        .filteredOn(event -> event.kind() == EventKind.LATE_RESULT)
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.changes())
                    .containsEntry("status", "done")
                    .containsEntry("tldr", "all done")
                    .containsEntry("body", "see branch")
                    .containsEntry("epoch", "1"));
    assertThatThrownBy(old::plan).isInstanceOf(FencedException.class);
    world.reports("a", Status.DONE);
    assertThat(world.state("a")).isEqualTo(ViewState.IN_REVIEW);
  }

  @Test
  @Proves("G25")
  void done_failed_and_the_end_of_the_session_do_not_end_an_epoch() {
    world.roots("a");
    world.tick();
    world.reports("a", Status.DONE);
    world.reports("a", Status.FAILED);
    world.launcher().ends("a", 0);
    world.reports("a", Status.WORKING);
    assertThat(
            world
                .another("restarted")
                .participant(Caller.worker(world.launcher().token("a")), null)
                .report(Status.DONE)
                .status())
        .isEqualTo(Status.DONE);
  }

  @Test
  @Proves({"G25", "M3"})
  void the_end_of_the_binding_ends_the_epoch() {
    world.roots("a");
    world.tick();
    world.reports("a", Status.WORKING);
    Participant worker = world.worker("a");
    world.hera().archive(TestWorld.PLACE);
    assertThatThrownBy(() -> worker.report(Status.DONE)).isInstanceOf(FencedException.class);
  }
}
