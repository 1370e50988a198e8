package dev.hera.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.ThreadLauncher;
import dev.hera.plan.Plan;
import dev.hera.role.Status;
import dev.hera.spi.HeraStore;
import dev.hera.store.jooq.ExecutedStatements;
import dev.hera.store.jooq.JooqStore;
import dev.hera.view.PlanProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server is some way off: what one unit of work writes goes there together. */
@Timeout(120)
class FewRoundTripsTest {
  private static final int NODES = 60;

  @TempDir Path directory;

  @Test
  void a_done_and_the_next_start_are_written_in_a_handful_of_round_trips() throws Exception {
    ExecutedStatements ofWriter = new ExecutedStatements();
    ThreadLauncher launcher = new ThreadLauncher(session -> session.self().report(Status.DONE));
    try (Hera hera = Hera.builder(JooqStore.open(engine(ofWriter))).launcher(launcher).build()) {
      hera.start();
      Coordinator lead = hera.newOrchestrator("team", "lead");
      lead.submit(chain());
      ofWriter.clear();
      assertThat(lead.awaitOutcome(Duration.ofMinutes(1)).progress())
          .isEqualTo(PlanProgress.COMPLETE);
    }
    assertThat(ofWriter.texts().size() / (double) NODES)
        .as("round trips for each node, with those for the ends of sessions, without the commit")
        .isBetween(4.0, 8.0);
  }

  private static Plan chain() {
    Plan.Builder plan = Plan.builder().node("n0", "Work.");
    for (int i = 1; i < NODES; i++) {
      plan = plan.node("n" + i, "Work.").after("n" + (i - 1));
    }
    return plan.build();
  }

  private PostgresEngine engine(ExecutedStatements ofWriter) {
    Server server = Server.of(TestServer.url(directory), new Properties());
    try (HeraStore made = TestServer.open(directory)) {
      assertThat(PostgresRows.names(made)).isEmpty();
    }
    return new PostgresEngine(
        Schema.of(server.name(), server.schema()),
        ofWriter.of(server.connections()),
        server.connections(),
        new ServerClock(InstantSource.system()));
  }
}
