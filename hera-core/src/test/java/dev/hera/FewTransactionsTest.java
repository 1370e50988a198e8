package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.launch.StartingThreads;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchState;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.spi.Transaction;
import dev.hera.work.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How many transactions it takes from a {@code done} to the next worker. */
@Timeout(60)
class FewTransactionsTest {
  private final CountingStore store = new CountingStore();
  private final ScriptedLauncher launcher = new ScriptedLauncher();
  private final Hera hera =
      Hera.builder(store).launcher(launcher).sweepInterval(Duration.ofDays(1)).build();
  private final Coordinator lead = hera.newOrchestrator("shop", "lead");

  @AfterEach
  void close() {
    hera.close();
  }

  private void reportsDone(String role) {
    launcher.onStart(
        role,
        request -> hera.participant(Caller.worker(launcher.token(role)), null).report(Status.DONE));
  }

  @Test
  @Proves({"G7", "G23"})
  void a_node_of_a_chain_takes_two_its_start_and_its_report() {
    hera.tick();
    Plan.Builder plan = Plan.builder().node("n0", "do it");
    reportsDone("n0");
    for (int i = 1; i < 10; i++) {
      plan.node("n" + i, "do it").after("n" + (i - 1));
      reportsDone("n" + i);
    }
    lead.submit(plan.build());
    int before = store.writes();
    hera.tick();
    assertThat(launcher.started()).hasSize(10);
    assertThat(store.writes() - before).isEqualTo(20);
  }

  @Test
  @Proves("G23")
  void that_a_start_returned_is_noted_for_a_worker_that_is_silent() {
    hera.tick();
    lead.submit(Plan.builder().node("a", "do it").build());
    int before = store.writes();
    hera.tick();
    assertThat(store.writes() - before).isEqualTo(2);
    assertThat(
            store.<SessionState>read(
                tx -> {
                  var place = tx.orchestrators().findActive("shop").orElseThrow().id();
                  var launch = tx.launches().list(place).get(0);
                  return tx.tasks().find(launch.task()).orElseThrow().session();
                }))
        .isEqualTo(SessionState.RUNNING);
  }

  @Test
  @Proves("G22")
  void starts_that_come_while_one_is_committed_share_the_next_transaction() {
    int nodes = StartingThreads.COUNT;
    CountDownLatch released = new CountDownLatch(1);
    CountDownLatch all = new CountDownLatch(nodes);
    Plan.Builder plan = Plan.builder();
    for (int i = 0; i < nodes; i++) {
      plan.node("n" + i, "do it");
      launcher.onStart("n" + i, request -> all.countDown());
    }
    lead.submit(plan.build());
    AtomicInteger starting = new AtomicInteger();
    store.beforeEachWrite(() -> countIfStarting(starting, released));
    hera.start();
    while (waitingStarts() < nodes) {
      Thread.onSpinWait();
    }
    released.countDown();
    assertThat(awaitQuietly(all)).isTrue();
    assertThat(starting.get()).isBetween(1, 2);
  }

  @Test
  @Proves("G8")
  void launches_that_would_wait_for_a_clock_that_was_set_back_are_due_by_one() {
    CountingStore counted = new CountingStore();
    try (Hera full =
        Hera.builder(counted)
            .launcher(new ScriptedLauncher())
            .directories(new KnownDirectories())
            .maxLiveWorkers(1, 1)
            .build()) {
      Plan.Builder plan = Plan.builder();
      IntStream.range(0, 10).forEach(i -> plan.node("n" + i, "do it"));
      full.newOrchestrator("shop", "lead").submit(plan.build());
      full.tick();
      Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
      int late = counted.write(tx -> allDue(tx, tomorrow));
      assertThat(late).isEqualTo(9);
      int before = counted.writes();
      full.tick();
      assertThat(counted.writes() - before).isEqualTo(1);
      assertThat(counted.<List<Launch>>read(tx -> tx.launches().list(LaunchState.REQUESTED)))
          .hasSize(9)
          .noneMatch(launch -> tomorrow.equals(launch.due()));
    }
  }

  private static int allDue(Transaction tx, Instant when) {
    List<Launch> requested = tx.launches().list(LaunchState.REQUESTED);
    requested.forEach(launch -> tx.launches().update(launch.dueAt(when)));
    return requested.size();
  }

  /** Not what another thread notes of starts that returned a while ago. */
  private static void countIfStarting(AtomicInteger starting, CountDownLatch released) {
    if (isStart(Thread.currentThread())) {
      starting.incrementAndGet();
      awaitQuietly(released);
    }
  }

  private static boolean isStart(Thread thread) {
    return thread.getName().startsWith("hera-start-");
  }

  /** Those that commit or wait for their turn, not those that wait on their way there. */
  private static long waitingStarts() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> isStart(entry.getKey()) && isCommitting(entry.getValue()))
        .map(entry -> entry.getKey().getState())
        .filter(EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING)::contains)
        .count();
  }

  private static boolean isCommitting(StackTraceElement[] trace) {
    return Stream.of(trace)
        .anyMatch(frame -> frame.getClassName().equals(Together.class.getName()));
  }

  private static boolean awaitQuietly(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
