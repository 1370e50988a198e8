package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.Plan;
import dev.hera.role.Status;
import dev.hera.spi.launcher.FoundBase;
import dev.hera.spi.launcher.MergeConflictException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A launcher that does not return from one question, beside a started Hera. */
@Timeout(60)
class HangingLauncherTest {
  private final TestWorld world = TestWorld.withPlace();
  private final CountDownLatch hangs = new CountDownLatch(1);
  private final CountDownLatch answers = new CountDownLatch(1);

  @AfterEach
  void close() {
    answers.countDown();
    world.close();
  }

  private void hang() {
    hangs.countDown();
    try {
      answers.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private CountDownLatch latchAtStart(String role) {
    CountDownLatch called = new CountDownLatch(1);
    world.launcher().onStart(role, request -> called.countDown());
    return called;
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  @Proves({"G10", "G27"})
  void one_that_is_asked_for_a_worker_holds_up_neither_starts_nor_other_questions()
      throws InterruptedException {
    world.roots("a", "b");
    world.tick();
    world.reports("a", Status.WORKING);
    world.reports("b", Status.WORKING);
    CountDownLatch other = new CountDownLatch(1);
    world.launcher().onFind("a", this::hang);
    world.launcher().onFind("b", other::countDown);
    CountDownLatch started = latchAtStart("c");
    world.hera().start();
    await(hangs);
    await(other);
    world.roots("c");
    await(started);
  }

  @Test
  @Proves({"G10", "G26"})
  void one_that_looks_at_finished_work_keeps_no_start_from_being_tried_on_new_branches()
      throws InterruptedException {
    world.launcher().hasBase("hera/shop/a", new FoundBase.At("1"));
    world
        .lead()
        .submit(Plan.builder().node("a", "a").node("b", "b").after("a").node("d", "d").build());
    world.launcher().throwsAtStart("b", new MergeConflictException("pom.xml"));
    world.launcher().onLook("hera/shop/d", this::hang);
    world.tick();
    world.reports("a", Status.DONE);
    world.tick();
    world.hera().start();
    world.reports("d", Status.DONE);
    await(hangs);
    CountDownLatch started = latchAtStart("b");
    world.launcher().hasBase("hera/shop/a", new FoundBase.At("2"));
    await(started);
  }
}
