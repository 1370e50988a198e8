package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.FencedException;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.LaunchState;
import dev.hera.plan.Plan;
import dev.hera.role.Binding;
import dev.hera.role.Caller;
import dev.hera.role.EndReason;
import dev.hera.role.Role;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import dev.hera.spi.launcher.Found;
import dev.hera.view.ViewState;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the next gater makes of what a crashed one left. */
@Proves("G27")
class CrashRecoveryTest {
  private final TestWorld world = TestWorld.withPlace();

  @AfterEach
  void close() {
    world.close();
  }

  /** The gater dies while it calls the launcher. */
  private void crashWhileStarting() {
    world.launcher().onStart("a", Crash.now());
    world.chain("a", "b");
    Crash.during(world::tick);
    world.launcher().worksAgain("a");
    assertThat(world.launch("a").state()).isEqualTo(LaunchState.STARTING);
  }

  /** The gater dies each time that it calls the launcher for one of these. */
  private void crashWhileStartingEach(String... roles) {
    world.roots(roles);
    for (String role : roles) {
      world.launcher().onStart(role, Crash.now());
      Crash.during(world::tick);
      world.launcher().worksAgain(role);
      world.launcher().answers(role, new Found.Running(1));
    }
  }

  private Hera next() {
    world.isGone("first");
    return world.another("second");
  }

  @Test
  @Proves({"G22", "G8"})
  void the_launch_of_an_owner_that_cannot_be_checked_is_left_until_its_lease_is_over() {
    crashWhileStarting();
    Hera second = world.another("second");
    world.clock().advance(Duration.ofSeconds(59));
    second.tick();
    assertThat(world.launcher().started()).isEmpty();
    world.clock().advance(Duration.ofSeconds(1));
    second.tick();
    assertThat(world.launcher().started()).containsExactly("a");
    assertThat(world.launch("a").owner()).isEqualTo("second");
  }

  @Test
  @Proves("G22")
  void a_silent_worker_is_left_to_the_process_that_started_it_for_as_long_as_that_runs() {
    world.runs("first");
    Hera second = world.another("second");
    world.roots("a");
    world.tick();
    world.launcher().answers("a", new Found.Unknown("it is a thread of another process"));
    world.clock().advance(Duration.ofMinutes(2));
    second.tick();
    assertThat(world.launch("a").state()).isEqualTo(LaunchState.STARTING);
    assertThat(world.launch("a").owner()).isEqualTo("first");
    assertThat(world.told()).isEmpty();

    world.launcher().answersTheTruth("a");
    world.tick();
    assertThat(world.launch("a").due()).isAfter(world.clock().instant());

    world.isGone("first");
    second.tick();
    assertThat(world.launch("a").owner()).isEqualTo("second");
  }

  @Test
  @Proves("G22")
  void the_launch_of_an_owner_that_is_gone_is_looked_after_at_once() {
    crashWhileStarting();
    String oldToken = world.launcher().token("a");
    next().tick();
    assertThat(world.launcher().started()).containsExactly("a");
    assertThat(world.launch("a").epoch()).isEqualTo(2);
    assertThat(world.bindings("a")).singleElement().matches(Binding::isLive);
    Participant old = world.hera().participant(Caller.worker(oldToken), null);
    assertThatThrownBy(() -> old.report(Status.WORKING)).isInstanceOf(FencedException.class);
    world.reports("a", Status.DONE);
    assertThat(world.state("b")).isEqualTo(ViewState.READY);
  }

  @Test
  @Proves("G22")
  void a_claim_of_a_gater_that_died_before_it_started_anything_is_taken_over() {
    world.launcher().onPlace("a", Crash.now());
    Crash.during(() -> world.lead().spawn("do it", "a", null, LaunchOptions.NONE));
    world.launcher().worksAgain("a");
    Hera second = world.another("second");
    second.tick();
    assertThat(world.launcher().started()).isEmpty();
    world.isGone("first");
    second.tick();
    assertThat(world.launcher().started()).containsExactly("a");
    assertThat(world.launch("a").epoch()).isEqualTo(2);
  }

  @Test
  @Proves("G22")
  void a_launch_that_a_gater_died_over_before_it_claimed_it_is_open_to_the_others() {
    world.launcher().onPlace("a", Crash.now());
    world.roots("a");
    Crash.during(world::tick);
    world.launcher().worksAgain("a");
    world.another("second").tick();
    assertThat(world.launcher().started()).containsExactly("a");
    assertThat(world.launch("a").epoch()).isEqualTo(1);
  }

  @Test
  @Proves({"G25", "G24"})
  void a_worker_that_runs_is_adopted_with_its_epoch_and_its_token() {
    crashWhileStarting();
    world.launcher().answers("a", new Found.Running(1));
    next().tick();
    assertThat(world.launch("a").epoch()).isEqualTo(1);
    assertThat(world.launch("a").owner()).isEqualTo("second");
    assertThat(world.launch("a").due()).isAfter(world.clock().instant());
    assertThat(world.task("a").session()).isEqualTo(SessionState.RUNNING);
    assertThat(world.launcher().started()).isEmpty();
    world.reports("a", Status.DONE);
    assertThat(world.state("b")).isEqualTo(ViewState.READY);
  }

  @Test
  void a_worker_that_is_accepted_while_another_start_is_looked_at_is_asked_for_too() {
    crashWhileStartingEach("a", "b");
    world.launcher().onFind("a", () -> world.reports("b", Status.WORKING));
    next().tick();
    assertThat(world.launcher().asked()).containsExactly("a", "b");
  }

  @Test
  void a_worker_that_is_accepted_while_a_session_is_looked_at_is_asked_for_too() {
    crashWhileStartingEach("a");
    world.roots("b");
    world.tick();
    world.reports("b", Status.WORKING);
    world.launcher().onFind("b", () -> world.reports("a", Status.WORKING));
    next().tick();
    assertThat(world.launcher().asked()).containsExactly("b", "a");
  }

  @Test
  @Proves({"G22", "G23"})
  void a_start_that_another_launcher_would_make_elsewhere_is_made_afresh() {
    crashWhileStarting();
    world.launcher().worksBelow("/elsewhere");
    next().tick();
    assertThat(world.launcher().started()).containsExactly("a");
    assertThat(world.task("a").worktree()).startsWith("/elsewhere/");
    assertThat(world.bindings("a")).filteredOn(Binding::isLive).hasSize(1);
    assertThat(world.bindings("a").get(0).endReason()).isEqualTo(EndReason.LAUNCH_FAILED);
    world.reports("a", Status.DONE);
    assertThat(world.state("b")).isEqualTo(ViewState.READY);
  }

  @Test
  @Proves("M11")
  void a_worker_that_ran_and_ended_holds_its_dependents() {
    crashWhileStarting();
    world.launcher().answers("a", new Found.Ended(1, OptionalInt.of(2)));
    next().tick();
    assertThat(world.task("a").status()).isEqualTo(TaskStatus.IN_REVIEW);
    assertThat(world.state("b")).isEqualTo(ViewState.HELD);
    world.another("third").tick();
    assertThat(world.told()).singleElement().asString().startsWith("held: b");
    assertThat(world.launcher().started()).isEmpty();
  }

  @Test
  void a_worker_that_nobody_can_tell_of_holds_its_node_and_is_told_once() {
    crashWhileStarting();
    world.launcher().answers("a", new Found.Unknown("no connection"));
    next().tick();
    world.clock().advance(Duration.ofMinutes(10));
    world.another("third").tick();
    assertThat(world.state("a")).isEqualTo(ViewState.HELD);
    assertThat(world.launch("a").state()).isEqualTo(LaunchState.UNKNOWN);
    assertThat(world.launch("a").occupiesPlace()).isTrue();
    assertThat(world.told()).singleElement().asString().startsWith("held: a (launch unknown)");
  }

  @Test
  @Proves("G23")
  void a_start_that_is_no_longer_wanted_is_undone_instead_of_repeated() {
    crashWhileStarting();
    world.lead().submit(Plan.builder().node("c", "c").build());
    world.lead().block("a", "c");
    next().tick();
    assertThat(world.launcher().started()).containsExactly("c");
    assertThat(world.state("a")).isEqualTo(ViewState.PLANNED);
    assertThat(world.bindings("a"))
        .singleElement()
        .matches(binding -> binding.endReason() == EndReason.LAUNCH_FAILED);
    world.reports("c", Status.DONE);
    world.tick();
    assertThat(world.launcher().started()).containsExactly("c", "a");
  }

  @Test
  void a_worker_that_calls_before_its_start_returned_is_not_asked_for() {
    world
        .launcher()
        .onStart(
            "a",
            request -> {
              world.reports("a", Status.WORKING);
              world.tick();
            });
    world.chain("a", "b");
    world.tick();
    assertThat(world.launcher().asked()).isEmpty();
    assertThat(world.state("a")).isEqualTo(ViewState.WORKING);
    assertThat(world.state("b")).isEqualTo(ViewState.PLANNED);
    world.tick();
    assertThat(world.launcher().asked()).containsExactly("a");
  }

  @Test
  @Proves("G25")
  void the_end_of_an_older_epoch_means_nothing_any_more() {
    crashWhileStarting();
    next().tick();
    world.launcher().tellEnd(world.launch("a").key(), 1, OptionalInt.of(1));
    assertThat(world.task("a").session()).isEqualTo(SessionState.RUNNING);
    assertThat(world.state("a")).isEqualTo(ViewState.PENDING);
  }

  @Test
  @Proves("G23")
  void a_directory_that_the_start_call_is_yet_to_make_is_not_missed() {
    world
        .launcher()
        .onStart(
            "a",
            request -> {
              world.directories().lose(world.task("a").worktree());
              world.another("second").tick();
              assertThat(world.bindings("a")).singleElement().matches(Binding::isLive);
            });
    world.roots("a");
    world.tick();
    assertThat(world.bindings("a")).singleElement().matches(Binding::isLive);
  }

  @Test
  @Proves({"M3", "G27"})
  void a_start_whose_orchestrator_was_archived_is_neither_repeated_nor_told() {
    crashWhileStarting();
    Role role = world.role("a");
    Role lead = world.role("lead");
    world.hera().archive(TestWorld.PLACE);
    world.launcher().answers("a", new Found.Unknown("no connection"));
    Hera second = next();
    second.tick();
    world.clock().advance(Duration.ofMinutes(2));
    second.tick();
    assertThat(world.launcher().started()).isEmpty();
    assertThat(world.unread(lead)).isEmpty();
    assertThat(world.holds(role)).isEmpty();
    assertThat(
            world
                .store()
                .read(tx -> tx.launches().listOf(Set.of(role.id())).stream().findFirst())
                .orElseThrow()
                .due())
        .isNull();
  }

  @Test
  @Proves({"M3", "G27"})
  void a_running_worker_of_an_archived_orchestrator_is_not_asked_after_for_ever() {
    crashWhileStarting();
    Role role = world.role("a");
    world.hera().archive(TestWorld.PLACE);
    world.launcher().answers("a", new Found.Running(1));
    next().tick();
    assertThat(
            world
                .store()
                .read(tx -> tx.launches().listOf(Set.of(role.id())).stream().findFirst())
                .orElseThrow()
                .due())
        .isNull();
  }
}
