package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.ForbiddenException;
import dev.hera.error.InvalidArgumentException;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.result.Explanation;
import dev.hera.result.Revived;
import dev.hera.role.Caller;
import dev.hera.role.Status;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.launcher.Found;
import dev.hera.spi.launcher.LaunchException;
import dev.hera.view.PlanOutcome;
import dev.hera.view.PlanProgress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AwaitOutcomeTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private final TestWorld world = TestWorld.withPlace();

  @AfterEach
  void close() {
    world.close();
  }

  private CompletableFuture<PlanOutcome> awaiting() {
    CompletableFuture<PlanOutcome> outcome = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                outcome.complete(world.lead().awaitOutcome(LONG));
              } catch (InterruptedException | RuntimeException e) {
                outcome.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return outcome;
  }

  private static PlanOutcome get(CompletableFuture<PlanOutcome> outcome) throws Exception {
    return outcome.get(30, TimeUnit.SECONDS);
  }

  @Test
  void returns_when_the_last_node_is_done() throws Exception {
    world.chain("a", "b");
    CompletableFuture<PlanOutcome> outcome = awaiting();
    for (String node : new String[] {"a", "b"}) {
      world.tick();
      assertThat(outcome).isNotDone();
      world.reports(node, Status.DONE);
    }
    assertThat(get(outcome).isComplete()).isTrue();
    assertThat(get(outcome).plan().nodes()).hasSize(2);
    assertThat(get(outcome).holding()).isEmpty();
  }

  @Test
  void returns_when_a_node_failed_and_nothing_else_goes_on() throws Exception {
    world.chain("a", "b");
    world.tick();
    CompletableFuture<PlanOutcome> outcome = awaiting();
    world.reports("a", Status.FAILED);
    world.launcher().ends("a", 1);

    assertThat(get(outcome).progress()).isEqualTo(PlanProgress.STUCK);
    assertThat(get(outcome).holding()).extracting(Explanation::name).containsExactly("a", "b");
    assertThat(get(outcome).holding()).extracting(Explanation::state).contains("failed", "held");
    assertThat(get(outcome).holding().get(1).wouldRelease().toString()).contains("a");
  }

  @Test
  @Proves("G26")
  void waits_for_the_start_that_a_change_has_tried_again_after_many_failures() throws Exception {
    world.launcher().throwsAtStart("a", new LaunchException("no room"));
    world.roots("a");
    for (int i = 0; i < Launch.TOLD_AFTER; i++) {
      world.tick();
      world.clock().advance(Duration.ofSeconds(60));
    }
    world.tick();
    assertThat(progress()).isEqualTo(PlanProgress.STUCK);
    assertThat(world.lead().update("a", "do it otherwise", null, null).released())
        .containsExactly("a");
    assertThat(progress()).isEqualTo(PlanProgress.UNDER_WAY);
    world.tick();
    assertThat(progress()).isEqualTo(PlanProgress.STUCK);
  }

  private PlanProgress progress() throws InterruptedException {
    return world.lead().awaitOutcome(Duration.ofMillis(1)).progress();
  }

  @Test
  void waits_for_what_still_runs_beside_a_failed_node() throws Exception {
    world.roots("a", "b");
    world.tick();
    CompletableFuture<PlanOutcome> outcome = awaiting();
    world.reports("a", Status.FAILED);
    world.launcher().ends("a", 1);
    assertThat(outcome).isNotDone();
    world.reports("b", Status.DONE);
    assertThat(get(outcome).holding()).extracting(Explanation::name).containsExactly("a");
  }

  @Test
  void waits_for_the_end_of_a_failed_worker_which_can_then_be_revived() throws Exception {
    world.roots("a");
    world.tick();
    world.reports("a", Status.FAILED);
    PlanOutcome before = world.lead().awaitOutcome(Duration.ofNanos(1));
    assertThat(before.progress()).isEqualTo(PlanProgress.UNDER_WAY);
    assertThat(before.holding()).extracting(Explanation::name).containsExactly("a");

    CompletableFuture<PlanOutcome> outcome = awaiting();
    world.launcher().ends("a", 1);
    assertThat(get(outcome).progress()).isEqualTo(PlanProgress.STUCK);
    assertThat(world.lead().revive("a").outcome()).isEqualTo(Revived.Outcome.RESTARTED);
  }

  @Test
  void tells_of_a_failed_worker_that_stays_when_its_end_was_waited_for() throws Exception {
    world.roots("a");
    world.tick();
    world.reports("a", Status.FAILED);
    world.clock().advance(OutcomeWait.ENDING.minusMillis(1));
    assertThat(world.lead().awaitOutcome(Duration.ofNanos(1)).progress())
        .isEqualTo(PlanProgress.UNDER_WAY);
    CompletableFuture<PlanOutcome> outcome = awaiting();
    world.clock().advance(Duration.ofMillis(1));
    assertThat(get(outcome).progress()).isEqualTo(PlanProgress.STUCK);
    assertThat(world.lead().revive("a").outcome()).isEqualTo(Revived.Outcome.SKIPPED_BUSY);
  }

  @Test
  void a_revived_worker_is_waited_for_whatever_it_reported_before() throws Exception {
    world.chain("a", "b");
    world.tick();
    world.reports("a", Status.FAILED);
    world.launcher().ends("a", 0);
    assertThat(world.lead().awaitOutcome(LONG).progress()).isEqualTo(PlanProgress.STUCK);

    world.lead().revive("a");
    PlanOutcome revived = world.lead().awaitOutcome(Duration.ofNanos(1));
    assertThat(revived.progress()).isEqualTo(PlanProgress.UNDER_WAY);
    assertThat(revived.holding()).extracting(Explanation::name).doesNotContain("a");

    world.clock().advance(Duration.ofSeconds(1));
    world.worker("a").inbox();
    assertThat(world.lead().awaitOutcome(Duration.ofNanos(1)).progress())
        .isEqualTo(PlanProgress.UNDER_WAY);
    CompletableFuture<PlanOutcome> outcome = awaiting();
    world.launcher().ends("a", 1);
    assertThat(get(outcome).progress()).isEqualTo(PlanProgress.STUCK);
    assertThat(get(outcome).holding()).extracting(Explanation::name).containsExactly("a", "b");
  }

  @Test
  void returns_for_a_worker_that_asks_for_help() throws Exception {
    world.roots("a");
    world.tick();
    CompletableFuture<PlanOutcome> outcome = awaiting();
    world.reports("a", Status.BLOCKED);
    assertThat(get(outcome).progress()).isEqualTo(PlanProgress.STUCK);
    assertThat(get(outcome).holding()).extracting(Explanation::name).containsExactly("a");
  }

  @Test
  void returns_for_a_launch_that_nobody_can_tell_of() throws Exception {
    world.roots("a");
    world.launcher().answers("a", new Found.Unknown("the machine is gone"));
    world.launcher().throwsAtStart("a", new IllegalStateException("no answer"));
    CompletableFuture<PlanOutcome> outcome = awaiting();
    world.tick();
    assertThat(get(outcome).progress()).isEqualTo(PlanProgress.STUCK);
    assertThat(get(outcome).holding().get(0).heldReason()).isEqualTo(HoldReason.LAUNCH_UNKNOWN);
  }

  @Test
  void returns_for_a_start_that_nothing_but_a_change_can_mend() throws Exception {
    world.roots("a");
    world.launcher().throwsAtStart("a", LaunchException.permanent("there is no such branch"));
    CompletableFuture<PlanOutcome> outcome = awaiting();
    world.tick();
    assertThat(get(outcome).progress()).isEqualTo(PlanProgress.STUCK);
    assertThat(get(outcome).holding()).extracting(Explanation::name).containsExactly("a");
  }

  @Test
  void tells_at_once_of_an_empty_plan_and_after_the_time_of_one_under_way() throws Exception {
    assertThat(world.lead().awaitOutcome(LONG).progress()).isEqualTo(PlanProgress.STUCK);
    world.roots("a", "b");
    world.tick();
    world.reports("a", Status.FAILED);
    PlanOutcome outcome = world.lead().awaitOutcome(Duration.ofNanos(1));
    assertThat(outcome.progress()).isEqualTo(PlanProgress.UNDER_WAY);
    assertThat(outcome.holding()).extracting(Explanation::name).containsExactly("a");
  }

  @Test
  void what_no_wait_is_or_not_the_coordinators_is_refused() {
    for (Duration limit : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1)}) {
      assertThatThrownBy(() -> world.lead().awaitOutcome(limit))
          .isInstanceOf(InvalidArgumentException.class)
          .hasMessageContaining("limit");
    }
    world.roots("a");
    world.tick();
    Coordinator worker = world.hera().coordinator(Caller.worker(world.launcher().token("a")), null);
    assertThatThrownBy(() -> worker.awaitOutcome(LONG)).isInstanceOf(ForbiddenException.class);
  }

  @Test
  void ends_with_the_longest_duration_when_hera_is_closed() throws Exception {
    world.roots("a");
    CompletableFuture<PlanOutcome> outcome = new CompletableFuture<>();
    Coordinator lead = world.lead();
    Thread thread =
        new Thread(
            () -> {
              try {
                outcome.complete(lead.awaitOutcome(Duration.ofSeconds(Long.MAX_VALUE)));
              } catch (InterruptedException | RuntimeException e) {
                outcome.completeExceptionally(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
    world.close();
    assertThatThrownBy(() -> get(outcome))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(StoreUnavailableException.class);
  }
}
