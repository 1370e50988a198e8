package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.plan.Hold;
import dev.hera.plan.Plan;
import dev.hera.result.Inbox;
import dev.hera.role.EndReason;
import dev.hera.role.NewTask;
import dev.hera.role.Role;
import dev.hera.role.Status;
import dev.hera.view.ViewState;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The episodes of held nodes and their notices. */
class HoldsTest {
  private final TestWorld world = TestWorld.withPlace();

  @AfterEach
  void close() {
    world.close();
  }

  private void failedBlocker() {
    world.chain("a", "b");
    world.tick();
    world.reports("a", Status.FAILED);
  }

  @Test
  @Proves({"G12", "G13"})
  void the_coordinator_is_told_once_which_node_why_and_what_would_release_it() {
    failedBlocker();
    List<Inbox.Item> told = world.lead().inbox().messages();
    assertThat(told).hasSize(1);
    assertThat(told.get(0).from()).isEqualTo("b");
    assertThat(told.get(0).tldr()).startsWith("held: b").contains("a failed");
    assertThat(told.get(0).body())
        .contains("b cannot start", "a", "it reported failed")
        .contains("(`Coordinator.unblock`, blocked b, blocker a)", "`Coordinator.cancel`");
  }

  @Test
  @Proves("G13")
  void one_notice_per_episode_also_across_restarts_and_with_several_gaters() {
    failedBlocker();
    world.tick();
    world.another("second").tick();
    world.another("third").tick();
    world.reports("a", Status.FAILED);
    assertThat(world.told()).hasSize(1);
    assertThat(world.openHolds("b")).hasSize(1).allMatch(Hold::told);
  }

  @Test
  @Proves("G13")
  void a_failure_for_another_reason_is_still_the_same_episode() {
    failedBlocker();
    world.launcher().ends("a", 1);
    world.hera().tasks().archive(world.task("a").id());
    assertThat(world.told()).hasSize(1);
    assertThat(world.openHolds("b")).hasSize(1);
  }

  @Test
  @Proves("G13")
  void each_failed_blocker_has_an_episode_of_its_own() {
    Plan.Builder plan = Plan.builder().node("a", "a").node("b", "b");
    world.lead().submit(plan.node("join", "join").after("a", "b").build());
    world.tick();
    world.reports("a", Status.FAILED);
    world.reports("b", Status.FAILED);
    assertThat(world.told()).hasSize(2).allMatch(tldr -> tldr.startsWith("held: join"));
    world.reports("a", Status.DONE);
    assertThat(world.lead().inbox().messages())
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.tldr()).isEqualTo("unblocked: join (a recovered); still held by b");
              assertThat(notice.body()).contains("no longer held by a", "stays held by b");
            });
    world.reports("b", Status.WORKING);
    assertThat(world.told()).containsExactly("unblocked: join (b recovered)");
    world.reports("b", Status.FAILED);
    assertThat(world.told()).containsExactly("held: join (b failed)");
    assertThat(world.state("join")).isEqualTo(ViewState.HELD);
  }

  @Test
  @Proves("G14")
  void a_recovery_by_done_is_told_before_the_start_that_it_allows() {
    failedBlocker();
    world.told();
    world.reports("a", Status.DONE);
    assertThat(world.lead().inbox().messages())
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.tldr()).startsWith("unblocked: b");
              assertThat(notice.from()).isEqualTo("b");
              assertThat(notice.body()).contains("it starts");
            });
    assertThat(world.launcher().started()).containsExactly("a");
    world.tick();
    assertThat(world.launcher().started()).containsExactly("a", "b");
    assertThat(world.told()).isEmpty();
    assertThat(world.openHolds("b")).isEmpty();
  }

  @Test
  @Proves("G14")
  void a_recovery_that_still_leaves_something_to_wait_for_says_so() {
    failedBlocker();
    world.told();
    world.reports("a", Status.WORKING);
    assertThat(world.lead().inbox().messages())
        .singleElement()
        .satisfies(notice -> assertThat(notice.body()).contains("still waits for 1"));
    assertThat(world.state("b")).isEqualTo(ViewState.PLANNED);
  }

  @Test
  @Proves("G14")
  void a_later_failure_opens_a_new_episode_and_is_told_again() {
    failedBlocker();
    world.reports("a", Status.WORKING);
    world.reports("a", Status.FAILED);
    assertThat(world.told())
        .extracting(tldr -> tldr.substring(0, tldr.indexOf(':')))
        .containsExactly("held", "unblocked", "held");
    Role node = world.role("b");
    assertThat(world.holds(node)).hasSize(2);
  }

  @Test
  @Proves("G15")
  void removing_the_edge_closes_the_episode_in_silence() {
    failedBlocker();
    world.told();
    world.lead().unblock("b", "a");
    world.tick();
    assertThat(world.told()).isEmpty();
    assertThat(world.openHolds("b")).isEmpty();
    assertThat(world.launcher().started()).containsExactly("a", "b");
  }

  @Test
  @Proves("G15")
  void cancelling_the_node_closes_its_episodes_in_silence() {
    failedBlocker();
    world.told();
    world.lead().cancel("b");
    world.reports("a", Status.DONE);
    world.tick();
    assertThat(world.told()).isEmpty();
    assertThat(world.openHolds("b")).isEmpty();
    assertThat(world.launcher().started()).containsExactly("a");
  }

  @Test
  @Proves({"G15", "M3"})
  void archiving_the_orchestrator_closes_everything_in_silence() {
    failedBlocker();
    world.told();
    Role lead = world.role("lead");
    Role node = world.role("b");
    world.hera().archive(TestWorld.PLACE);
    world.tick();
    assertThat(world.unread(lead)).isEmpty();
    assertThat(world.holds(node)).hasSize(1).noneMatch(hold -> hold.closed() == null);
  }

  @Test
  @Proves("G13")
  void an_edge_or_a_plan_that_waits_for_a_failed_role_opens_the_episode_itself() {
    world.roots("a");
    world.tick();
    world.reports("a", Status.FAILED);
    world.told();
    world.lead().submit(Plan.builder().node("b", "b").after("a").node("c", "c").build());
    assertThat(world.told()).singleElement().asString().startsWith("held: b");
    world.lead().block("c", "a");
    assertThat(world.told()).singleElement().asString().startsWith("held: c");
    world.lead().block("c", "a");
    assertThat(world.told()).isEmpty();
  }

  @Test
  @Proves({"G14", "M18"})
  void an_ended_session_that_is_reported_running_again_is_a_recovery() {
    world.chain("a", "b");
    world.tick();
    world.reports("a", Status.WORKING);
    world.launcher().ends("a", 3);
    world.hera().tasks().sessionStarted(world.task("a").id());
    assertThat(world.told()).hasSize(2).last().asString().startsWith("unblocked: b");
  }

  @Test
  @Proves("G16")
  void without_a_coordinator_the_notice_waits_for_the_one_that_comes() {
    world.chain("a", "b");
    world.tick();
    loseCoordinator();
    world.reports("a", Status.FAILED);
    assertThat(world.openHolds("b")).hasSize(1).noneMatch(Hold::told);
    Coordinator next =
        world
            .hera()
            .newcomer(world.hera().tasks().register(NewTask.named("next")))
            .newOrchestrator(TestWorld.PLACE, "lead2");
    assertThat(next.inbox().messages())
        .extracting(Inbox.Item::tldr)
        .singleElement()
        .asString()
        .startsWith("held: b (a failed)");
    assertThat(world.openHolds("b")).hasSize(1).allMatch(Hold::told);
  }

  @Test
  @Proves({"G16", "G15"})
  void an_episode_that_nobody_was_told_of_ends_untold() {
    world.chain("a", "b");
    world.tick();
    loseCoordinator();
    world.reports("a", Status.FAILED);
    world.reports("a", Status.WORKING);
    Coordinator next =
        world
            .hera()
            .newcomer(world.hera().tasks().register(NewTask.named("next")))
            .newOrchestrator(TestWorld.PLACE, "lead2");
    assertThat(next.inbox().messages()).isEmpty();
  }

  /** Archives the coordinator's role, as only an app with its own tools could. */
  private void loseCoordinator() {
    Role lead = world.role("lead");
    world
        .store()
        .write(
            tx -> {
              tx.bindings().listOfRoles(Set.of(lead.id())).stream()
                  .map(binding -> binding.endedAt(world.clock().instant(), EndReason.RELEASED))
                  .forEach(tx.bindings()::update);
              tx.roles().update(lead.archivedAt(world.clock().instant()));
              return true;
            });
  }

  @Test
  @Proves("M25")
  void episodes_are_in_the_history() {
    failedBlocker();
    world.reports("a", Status.WORKING);
    assertThat(world.eventsAbout("b"))
        .extracting(Event::kind)
        .containsSubsequence(EventKind.HOLD_OPENED, EventKind.HOLD_CLOSED);
  }
}
