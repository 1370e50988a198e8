package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.ThreadLauncher;
import dev.hera.plan.Plan;
import dev.hera.role.Status;
import dev.hera.store.jooq.ExecutedStatements;
import dev.hera.store.jooq.JooqStore;
import dev.hera.store.sqlite.SqliteStore.Durability;
import dev.hera.view.PlanProgress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A plan that runs where it was submitted: what the writer wrote, it need not ask for. */
class SubmittedPlanTest {
  private static final int NODES = 300;
  private static final Pattern READS_PLAN =
      Pattern.compile("select .* from (roles|gates|edges|bindings) where .*", Pattern.DOTALL);

  @TempDir Path directory;

  @ParameterizedTest(name = "wide: {0}")
  @ValueSource(booleans = {false, true})
  void nothing_of_it_is_read_while_it_runs_but_one_long_list_of_dependents(boolean wide)
      throws Exception {
    Path path = directory.resolve("hera.db");
    DatabaseFile.createEmpty(path);
    DatabaseFile file = new DatabaseFile(path);
    SqliteEngine engine = SqliteEngine.of(file, Durability.KILLED_PROCESS);
    ExecutedStatements ofWriter = new ExecutedStatements();
    SqliteEngine watched = new SqliteEngine(file, ofWriter.of(engine.writer()), engine.readers());
    ThreadLauncher launcher = new ThreadLauncher(session -> session.self().report(Status.DONE));
    try (Hera hera = Hera.builder(JooqStore.open(watched)).launcher(launcher).build()) {
      hera.start();
      Coordinator lead = hera.newOrchestrator("team", "lead");
      lead.submit(plan(wide));
      ofWriter.clear();
      assertThat(lead.awaitOutcome(Duration.ofMinutes(2)).progress())
          .isEqualTo(PlanProgress.COMPLETE);
    }
    assertThat(ofWriter.texts())
        .isNotEmpty()
        .filteredOn(text -> READS_PLAN.matcher(text).matches())
        .as("the dependents of the first of many are too many to be remembered")
        .hasSizeLessThanOrEqualTo(wide ? 1 : 0)
        .allMatch(text -> text.contains("where edges.blocker = ?"));
  }

  /** Each node after the one before, or all after the first one. */
  private static Plan plan(boolean wide) {
    Plan.Builder plan = Plan.builder().node("n0", "Work.");
    for (int i = 1; i < NODES; i++) {
      plan = plan.node("n" + i, "Work.").after("n" + (wide ? 0 : i - 1));
    }
    return plan.build();
  }
}
