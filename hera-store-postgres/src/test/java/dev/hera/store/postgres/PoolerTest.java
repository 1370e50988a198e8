package dev.hera.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.ThreadLauncher;
import dev.hera.plan.Plan;
import dev.hera.role.Status;
import dev.hera.store.tck.invariant.HeraInvariants;
import dev.hera.store.tck.scenario.GoldenStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pooler that gives each transaction another connection. */
@Timeout(180)
class PoolerTest {
  private static Pooler pooler;

  @TempDir Path directory;

  @BeforeAll
  static void start() throws Exception {
    pooler = Pooler.start(TestServer.port());
  }

  @AfterAll
  static void stop() {
    if (pooler != null) {
      pooler.close();
    }
  }

  private PostgresStore open() {
    return PostgresStore.open(pooler.url(TestServer.schema(directory)), new Properties());
  }

  @Test
  void a_store_behind_it_keeps_everything() {
    try (PostgresStore store = open()) {
      GoldenStore.fill(store);
      try (PostgresStore direct = TestServer.open(directory)) {
        assertThat(GoldenStore.read(direct)).isEqualTo(GoldenStore.read(store));
      }
      HeraInvariants.of(store).assertHold();
    }
  }

  @Test
  void two_hosts_behind_it_notice_what_the_other_one_commits() throws Exception {
    try (Hera one = hera();
        Hera other = hera()) {
      Coordinator lead = one.newOrchestrator("shop", "lead");
      Plan.Builder plan = Plan.builder();
      for (int i = 0; i < 12; i++) {
        plan.node("n" + i, "Do it");
        if (i > 2) {
          plan.after("n" + (i - 3));
        }
      }
      lead.submit(plan.build());
      one.start();
      other.start();
      assertThat(lead.awaitOutcome(Duration.ofMinutes(2)).isComplete()).isTrue();
    }
  }

  private Hera hera() {
    return Hera.builder(open())
        .launcher(new ThreadLauncher(session -> session.self().report(Status.DONE)))
        .sweepInterval(Duration.ofHours(1))
        .build();
  }
}
