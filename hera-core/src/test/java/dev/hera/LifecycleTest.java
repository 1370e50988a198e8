package dev.hera;

import static dev.hera.Refusals.thrown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.ErrorCode;
import dev.hera.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private final TestWorld world = new TestWorld();
  private final Hera hera = world.hera();
  private final Coordinator lead = world.open("o");

  @AfterEach
  void close() {
    hera.close();
  }

  @Proves("G9")
  @Test
  void a_tick_does_all_that_is_due_on_the_callers_thread() {
    List<Thread> threads = new ArrayList<>();
    world.launcher().onStart(() -> threads.add(Thread.currentThread()));
    lead.submit(Plan.builder().node("a", "p").node("b", "p").build());
    assertThat(threads).as("nothing happens without a tick").isEmpty();

    hera.tick();
    assertThat(threads).containsExactly(Thread.currentThread(), Thread.currentThread());
    hera.tick();
    assertThat(threads).hasSize(2);
  }

  @Proves({"G7", "G9"})
  @Test
  void once_started_a_commit_starts_what_it_made_ready() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    world.launcher().onStart(started::countDown);
    hera.start();
    hera.start();
    lead.plan(Plan.Node.worker("a", "p"));

    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Proves("G9")
  @Test
  void a_closed_hera_starts_nothing_and_is_not_started_again() {
    lead.plan(Plan.Node.worker("ready", "p"));
    hera.close();
    hera.close();

    thrown(ErrorCode.STORE_UNAVAILABLE, hera::start);
    thrown(ErrorCode.STORE_UNAVAILABLE, hera::tick);
    thrown(ErrorCode.STORE_UNAVAILABLE, () -> lead.plan(Plan.Node.worker("a", "p")));
    assertThat(world.launcher().started()).isEmpty();
  }

  @Proves("G10")
  @Test
  void one_bad_node_does_not_stop_the_others() {
    AtomicBoolean bad = new AtomicBoolean(true);
    world
        .launcher()
        .onStart(
            () -> {
              if (bad.getAndSet(false)) {
                throw new IllegalStateException("a launcher gone wrong");
              }
            });
    lead.submit(Plan.builder().node("bad", "p").node("b", "p").node("c", "p").build());
    hera.tick();

    assertThat(world.launcher().started()).contains("b", "c");
  }
}
