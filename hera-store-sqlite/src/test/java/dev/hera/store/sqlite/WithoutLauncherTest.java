package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Hera;
import dev.hera.Watch;
import dev.hera.plan.Plan;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Hera that starts nobody hears of what others commit to its file, too (G8). */
class WithoutLauncherTest {
  @TempDir Path directory;

  @Test
  void who_watches_a_plan_there_is_woken_by_another_process_s_change() throws Exception {
    Path file = directory.resolve("hera.db");
    try (Hera watching = Hera.builder(SqliteStore.open(file)).build();
        Hera other = Hera.builder(SqliteStore.open(file)).build()) {
      other.newOrchestrator("shop", "lead");
      watching.start();
      watching.start();
      CountDownLatch woken = new CountDownLatch(1);
      try (Watch watch = watching.overview().watchPlan("shop", woken::countDown)) {
        assertThat(watch.isOver()).isFalse();
        other.coordinator("shop").submit(Plan.builder().node("a", "p").build());
        assertThat(woken.await(30, TimeUnit.SECONDS)).isTrue();
      }
    }
  }
}
