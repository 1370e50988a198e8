package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.launch.StartingThreads;
import dev.hera.plan.Launch;
import dev.hera.plan.Plan;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Claims and their leases while many nodes wait for a start (G22). */
@Timeout(60)
class LeaseTest {
  private static final int THREADS = StartingThreads.COUNT;

  private final CountingStore store = new CountingStore();
  private final ScriptedLauncher launcher = new ScriptedLauncher();
  private final CountDownLatch released = new CountDownLatch(1);
  private final Hera hera =
      Hera.builder(store).launcher(launcher).sweepInterval(Duration.ofDays(1)).build();
  private final Coordinator lead =
      hera.newcomer(hera.tasks().register(NewTask.named("lead"))).newOrchestrator("shop", "lead");

  @AfterEach
  void close() {
    released.countDown();
    hera.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nodes whose starts all begin, and end only when the test says so. */
  private void startsUnderWay(int count, int nodes) {
    CountDownLatch begun = new CountDownLatch(count);
    Plan.Builder plan = Plan.builder();
    for (String name : names(nodes)) {
      plan.node(name, "do it");
      launcher.onStart(
          name,
          request -> {
            begun.countDown();
            await(released);
          });
    }
    lead.submit(plan.build());
    hera.start();
    await(begun);
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> String.format("n%02d", i)).toList();
  }

  private List<Launch> launches() {
    return store.read(
        tx -> tx.launches().list(tx.orchestrators().findActive("shop").orElseThrow().id()));
  }

  @Test
  @Proves({"G11", "G22"})
  void no_more_launches_are_claimed_than_can_be_started_now() {
    startsUnderWay(THREADS, 2 * THREADS);
    assertThat(launches().stream().map(launch -> launch.owner() != null))
        .startsWith(IntStream.range(0, THREADS).mapToObj(i -> true).toArray(Boolean[]::new))
        .filteredOn(claimed -> claimed)
        .hasSize(THREADS);
  }

  @Test
  @Proves("G22")
  void the_others_are_claimed_as_starts_end_each_once_and_in_order() {
    CountDownLatch all = new CountDownLatch(40);
    Plan.Builder plan = Plan.builder();
    for (String name : names(40)) {
      plan.node(name, "do it");
      launcher.onStart(name, request -> all.countDown());
    }
    lead.submit(plan.build());
    hera.start();
    await(all);
    assertThat(launches()).extracting(Launch::epoch).containsOnly(1);
    assertThat(launcher.placed()).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  @Proves("G22")
  void reports_renew_no_lease() {
    startsUnderWay(THREADS - 1, THREADS - 1);
    Participant talker = joined();
    int before = store.writes();
    for (int i = 0; i < 100; i++) {
      talker.report(i % 2 == 0 ? Status.WORKING : Status.BLOCKED);
    }
    CountDownLatch probe = new CountDownLatch(1);
    launcher.onStart("probe", request -> probe.countDown());
    lead.submit(Plan.builder().node("probe", "do it").build());
    await(probe);
    int submitAndStarting = 2;
    assertThat(store.writes() - before).isBetween(100, 100 + submitAndStarting + 1);
  }

  @Test
  @Proves("G22")
  void a_renewal_leaves_what_is_not_claimed_yet_due_now() {
    Duration lease = Duration.ofMillis(60);
    CompletableFuture<Duration> putOff = new CompletableFuture<>();
    CountDownLatch claimed = new CountDownLatch(1);
    try (Hera quick =
        Hera.builder(store)
            .launcher(launcher)
            .lease(lease)
            .sweepInterval(Duration.ofDays(1))
            .build()) {
      launcher.onStart(
          "claimed",
          request -> {
            claimed.countDown();
            await(released);
          });
      launcher.onPlace(
          "placing",
          request -> {
            await(claimed);
            Instant asked = due("placing");
            Instant before = due("claimed");
            spinUntil(() -> due("claimed").isAfter(before.plus(lease)));
            putOff.complete(Duration.between(asked, due("placing")));
          });
      lead.submit(Plan.builder().node("claimed", "do it").node("placing", "do it").build());
      quick.start();
      assertThat(putOff).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(Duration.ZERO);
      spinUntil(() -> launcher.started().contains("placing"));
      released.countDown();
    }
  }

  private static void spinUntil(BooleanSupplier holds) {
    while (!holds.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private Instant due(String node) {
    return launches().stream()
        .filter(launch -> nameOf(launch).equals(node))
        .map(launch -> Objects.requireNonNull(launch.due()))
        .findFirst()
        .orElseThrow();
  }

  private String nameOf(Launch launch) {
    return store.read(tx -> tx.roles().find(launch.role()).orElseThrow().name());
  }

  private Participant joined() {
    Caller caller = hera.tasks().register(NewTask.named("talker"));
    hera.newcomer(caller).join("shop", "talker", RoleKind.WORKER, null, null);
    return hera.participant(caller, "shop");
  }
}
