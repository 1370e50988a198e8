package dev.hera.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.ThreadLauncher;
import dev.hera.plan.Plan;
import dev.hera.role.Status;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.tck.invariant.HeraInvariants;
import dev.hera.store.tck.run.Effort;
import dev.hera.view.PlanOutcome;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two Heras whose server crashes again and again while they run a plan. */
@Timeout(1_800)
class PlanAmidCrashesTest {
  private static final int NODES = Effort.of(24, 200);
  private static final int DONE_BETWEEN_CRASHES = 6;

  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger crashes = new AtomicInteger();

  @Test
  void the_plan_ends_with_each_node_done() throws Exception {
    try (EmbeddedPostgres server = TestServer.startDurable();
        Hera here = hera(server);
        Hera there = hera(server)) {
      Coordinator lead = here.newOrchestrator("shop", "lead");
      lead.submit(plan());
      here.start();
      there.start();
      PlanOutcome outcome = await(lead);
      assertThat(outcome.isComplete()).as("%s after %s crashes", outcome, crashes).isTrue();
      assertThat(done).hasValue(NODES);
      assertThat(crashes).hasValueGreaterThanOrEqualTo(NODES / DONE_BETWEEN_CRASHES - 1);
      try (PostgresStore store = open(server)) {
        HeraInvariants.of(store).assertHold();
      }
    }
  }

  private static PlanOutcome await(Coordinator lead) throws InterruptedException {
    while (true) {
      try {
        return lead.awaitOutcome(Duration.ofMinutes(20));
      } catch (StoreUnavailableException e) {
        assertThat(e).hasMessageContaining("nothing was changed");
      }
    }
  }

  private static Plan plan() {
    Plan.Builder plan = Plan.builder();
    for (int i = 0; i < NODES; i++) {
      plan.node("n" + i, "Do it");
      if (i >= 4) {
        plan.after("n" + (i - 4), "n" + (i - 3));
      }
    }
    return plan.build();
  }

  private static PostgresStore open(EmbeddedPostgres server) {
    return PostgresStore.open(server.getJdbcUrl("postgres", "postgres"), new Properties());
  }

  private Hera hera(EmbeddedPostgres server) {
    return Hera.builder(open(server))
        .launcher(new ThreadLauncher(session -> work(session, server)))
        .sweepInterval(Duration.ofSeconds(1))
        .build();
  }

  /** Reports until it is answered; some let the server crash before that. */
  private void work(ThreadLauncher.Session session, EmbeddedPostgres server) throws Exception {
    if (done.incrementAndGet() % DONE_BETWEEN_CRASHES == 0) {
      crashes.incrementAndGet();
      TestServer.crash(server);
    }
    while (true) {
      try {
        session.self().once("done").report(Status.DONE);
        return;
      } catch (StoreUnavailableException e) {
        Thread.onSpinWait();
      }
    }
  }
}
