package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A launcher without places, whose starts are committed with what released their nodes. */
@Timeout(60)
class StartsAtOnceTest {
  private static final int LENGTH = 40;

  private final CountingStore store = new CountingStore();
  private final ScriptedLauncher launcher = new ScriptedLauncher(true);
  private final AtomicInteger unlucky = new AtomicInteger();
  private final FailingRandom random = new FailingRandom(unlucky);
  private final Hera hera =
      Hera.builder(store)
          .launcher(launcher)
          .random(random)
          .sweepInterval(Duration.ofDays(1))
          .build();

  @AfterEach
  void close() {
    hera.close();
  }

  /** Cannot give the next so many secrets of workers. */
  private static final class FailingRandom extends Random {
    private static final int TOKEN_BYTES = 32;

    private final transient AtomicInteger unlucky;
    private transient volatile @Nullable Error error;

    FailingRandom(AtomicInteger unlucky) {
      super(1);
      this.unlucky = unlucky;
    }

    void failWith(Error newError) {
      error = newError;
    }

    @Override
    public void nextBytes(byte[] bytes) {
      if (bytes.length == TOKEN_BYTES && unlucky.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        if (error != null) {
          throw error;
        }
        throw new IllegalStateException("there is no entropy");
      }
      super.nextBytes(bytes);
    }
  }

  private void report(String role) {
    hera.participant(Caller.worker(launcher.token(role)), null).report(Status.DONE);
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "n" + i).toList();
  }

  private Plan chain() {
    Plan.Builder plan = Plan.builder();
    for (String name : names(LENGTH)) {
      launcher.onStart(name, request -> report(name));
      plan.node(name, "do it");
    }
    IntStream.range(1, LENGTH).forEach(i -> plan.edge("n" + i, "n" + (i - 1)));
    return plan.build();
  }

  @Test
  @Proves({"G7", "G23"})
  void a_node_of_a_chain_takes_one_transaction_and_no_question_for_a_place() {
    hera.start();
    Coordinator lead = hera.newOrchestrator("shop", "lead");
    int before = store.writes();

    lead.submit(chain());

    assertThat(launcher.started()).containsExactlyInAnyOrderElementsOf(names(LENGTH));
    assertThat(launcher.placed()).isEmpty();
    assertThat(launcher.looked()).isEmpty();
    assertThat(store.writes() - before).isBetween(LENGTH + 1, LENGTH + LENGTH / 2);
  }

  @Test
  @Proves("G17")
  void what_a_worker_left_is_not_looked_at_whoever_started_it() {
    hera.newOrchestrator("shop", "lead");
    Caller guest = hera.tasks().register(new NewTask("guest", null, "/work", "topic"));
    hera.newcomer(guest).join("shop", "guest", RoleKind.WORKER, null, null);

    hera.participant(guest, null).report(Status.DONE);
    hera.tick();

    assertThat(launcher.looked()).isEmpty();
  }

  @Test
  @Proves({"G7", "G10"})
  void a_done_does_not_fail_by_the_start_of_what_it_releases() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    launcher.onStart("a", request -> unlucky.set(1));
    launcher.onStart("b", request -> started.countDown());
    hera.start();
    Coordinator lead = hera.newOrchestrator("shop", "lead");
    lead.submit(Plan.builder().node("a", "do it").node("b", "do it").after("a").build());
    assertThat(launcher.started()).containsExactly("a");

    report("a");

    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  @Proves({"G10", "G11"})
  void what_is_due_is_committed_together_and_alone_when_one_of_it_fails() {
    hera.tick();
    Coordinator lead = hera.newOrchestrator("shop", "lead");
    Plan.Builder plan = Plan.builder();
    names(10).forEach(name -> plan.node(name, "do it"));
    lead.submit(plan.build());
    unlucky.set(2);
    hera.tick();
    assertThat(launcher.started()).containsExactlyElementsOf(names(10).subList(1, 10));

    hera.tick();

    assertThat(launcher.started()).contains("n0").hasSize(10);
  }

  @Test
  @Proves("G10")
  void an_error_of_the_launcher_stops_no_other_start() throws Exception {
    CountDownLatch started = new CountDownLatch(11);
    names(11).forEach(name -> launcher.onStart(name, request -> started.countDown()));
    launcher.onStart(
        "n3",
        request -> {
          launcher.onStart("n3", again -> started.countDown());
          throw new OutOfMemoryError("unable to create native thread");
        });
    hera.start();
    Coordinator lead = hera.newOrchestrator("shop", "lead");
    Plan.Builder plan = Plan.builder();
    names(10).forEach(name -> plan.node(name, "do it"));
    lead.submit(plan.build());
    lead.submit(Plan.builder().node("n10", "do it").build());

    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  @Proves({"G7", "G10"})
  void a_done_does_not_fail_by_an_error_in_the_start_of_what_it_releases() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    launcher.onStart("b", request -> started.countDown());
    random.failWith(new NoClassDefFoundError("entropy"));
    hera.start();
    Coordinator lead = hera.newOrchestrator("shop", "lead");
    launcher.onStart("a", request -> unlucky.set(1));
    lead.submit(Plan.builder().node("a", "do it").node("b", "do it").after("a").build());

    report("a");

    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  @Proves("G10")
  void a_watcher_that_cannot_be_woken_keeps_nothing_from_its_start() {
    Coordinator lead = hera.newOrchestrator("shop", "lead");
    lead.submit(Plan.builder().node("a", "do it").build());
    Runnable full =
        () -> {
          throw new RejectedExecutionException("the pool is full");
        };
    try (Watch watch = hera.overview().watchPlan("shop", full)) {
      hera.tick();
      assertThat(watch.isOver()).isFalse();
    }

    assertThat(launcher.started()).containsExactly("a");
  }

  @Test
  @Proves("G22")
  void a_start_whose_claim_ended_before_the_launcher_was_called_is_made_afresh() {
    ScriptedLauncher slow = new ScriptedLauncher(true);
    try (TestWorld world = TestWorld.withPlace(slow, builder -> builder)) {
      slow.onStart("n0", request -> world.clock().advance(Duration.ofMinutes(10)));
      Plan.Builder plan = Plan.builder();
      names(3).forEach(name -> plan.node(name, "do it"));
      world.lead().submit(plan.build());

      world.hera().tick();

      assertThat(slow.started()).containsExactly("n0", "n1", "n2");
      assertThat(slow.request("n0").epoch()).isEqualTo(1);
      assertThat(slow.request("n1").epoch()).isEqualTo(2);
      assertThat(slow.request("n2").epoch()).isEqualTo(2);
    }
  }

  @Test
  @Proves("G23")
  void starts_that_are_due_together_take_one_transaction() {
    hera.tick();
    Coordinator lead = hera.newOrchestrator("shop", "lead");
    Plan.Builder plan = Plan.builder();
    names(10).forEach(name -> plan.node(name, "do it"));
    lead.submit(plan.build());
    int before = store.writes();

    hera.tick();

    assertThat(launcher.started()).containsExactlyElementsOf(names(10));
    assertThat(store.writes() - before).as("their starts, and that these returned").isEqualTo(2);
  }
}
