package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.launch.StartingThreads;
import dev.hera.plan.Plan;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.view.ViewState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a Hera that is closed finishes, and what it leaves to the next one. */
@Timeout(60)
class ClosingTest {
  private final TestWorld world = TestWorld.withPlace();

  @AfterEach
  void close() {
    world.close();
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  @Proves("G9")
  void a_running_start_call_finishes_before_the_close_and_no_other_one_begins()
      throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    AtomicBoolean finished = new AtomicBoolean();
    AtomicBoolean waited = new AtomicBoolean();
    List<Thread> threads = new CopyOnWriteArrayList<>();
    Hera second =
        beside()
            .threads(
                work -> {
                  Thread thread = StartingThreads.daemon("of the test", work);
                  threads.add(thread);
                  return thread;
                })
            .build();
    world
        .launcher()
        .onStart(
            "a",
            request -> {
              entered.countDown();
              awaitUninterrupted(closing);
              finished.set(true);
            });
    world.roots("a");
    second.start();
    await(entered);
    Thread gater = threads.get(0);
    Coordinator lead = second.coordinator(TestWorld.PLACE);
    Thread closer =
        new Thread(
            () -> {
              second.close();
              waited.set(finished.get());
            });
    closer.start();
    gater.join();
    lead.submit(Plan.builder().node("b", "b").build());
    assertThat(closer.isAlive()).isTrue();
    closing.countDown();
    closer.join();
    assertThat(waited).isTrue();
    assertThat(world.launcher().started()).containsExactly("a");
    assertThat(world.state("b")).isEqualTo(ViewState.READY);
    assertThatThrownBy(second::start).isInstanceOf(StoreUnavailableException.class);
  }

  /** Another Hera, whose end leaves the store open. */
  private HeraBuilder beside() {
    return Hera.builder(new SharedStore(world.store()))
        .clock(world.clock())
        .directories(world.directories())
        .launcher(world.launcher());
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @Proves("G9")
  void a_close_without_a_start_and_a_second_close_do_nothing_more() {
    Hera second = world.another("second");
    second.close();
    second.close();
    assertThatThrownBy(second::start).isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  @Proves({"G9", "G27"})
  void a_closed_hera_leaves_the_end_of_a_session_to_the_next_start() {
    Hera second = beside().build();
    world.roots("a");
    second.tick();
    world.reports("a", Status.WORKING);
    second.close();
    world.launcher().ends("a", 3);
    assertThat(world.task("a").session()).isEqualTo(SessionState.RUNNING);
    try (Hera third = beside().build()) {
      third.tick();
    }
    assertThat(world.task("a").session()).isEqualTo(SessionState.ENDED);
    assertThat(world.state("a")).isEqualTo(ViewState.FAILED);
  }

  @Test
  @Proves("G9")
  void a_stopped_hera_answers_verbs_and_starts_nothing_until_it_is_closed() {
    Hera second = beside().build();
    second.start();
    Coordinator lead = second.coordinator(TestWorld.PLACE);
    second.stop();
    second.stop();
    lead.submit(Plan.builder().node("a", "a").build());
    assertThat(world.state("a")).isEqualTo(ViewState.READY);
    assertThat(world.launcher().placed()).isEmpty();
    assertThatThrownBy(second::start).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(second::tick).isInstanceOf(IllegalStateException.class);
    second.close();
    assertThatThrownBy(lead::plan).isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  @Proves("G9")
  void a_stop_ends_the_waits() {
    Hera second = beside().build();
    Coordinator lead = second.coordinator(TestWorld.PLACE);
    world.roots("a");
    second.stop();
    assertThatThrownBy(() -> lead.awaitOutcome(Duration.ofMinutes(5)))
        .isInstanceOf(StoreUnavailableException.class);
    second.close();
  }

  @Test
  @Proves({"G7", "G9"})
  void a_done_at_a_stopped_hera_starts_nobody_although_starts_are_at_once() {
    try (TestWorld once = TestWorld.withPlace(new ScriptedLauncher(true), builder -> builder)) {
      once.hera().start();
      CountDownLatch started = new CountDownLatch(1);
      once.launcher().onStart("a", request -> started.countDown());
      once.chain("a", "b");
      awaitUninterrupted(started);
      once.hera().stop();
      once.reports("a", Status.DONE);
      assertThat(once.state("b")).isEqualTo(ViewState.READY);
      assertThat(once.launcher().started()).containsExactly("a");
    }
  }
}
