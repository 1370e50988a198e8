package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.spi.HeraStore;
import dev.hera.store.jooq.JooqStore;
import dev.hera.store.sqlite.SqliteStore.Durability;
import dev.hera.store.tck.fault.CrashCopies;
import dev.hera.store.tck.fault.CutTails;
import dev.hera.store.tck.fault.StatementFaults;
import dev.hera.store.tck.run.Effort;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(1_800)
class SqliteFaultsTest {
  private static final String FILE = "hera.db";
  private static final String LOG = "hera.db-wal";

  @TempDir Path directory;

  @Test
  void whichever_statement_fails_nothing_answered_is_lost_and_the_end_is_the_same() {
    StatementFaults.assertHarmless(
        SqliteFaultsTest::open, directory, Effort.of(60, Integer.MAX_VALUE));
  }

  @Test
  void every_copy_of_the_files_has_all_that_was_answered() {
    int copies =
        CrashCopies.assertSound(
            SqliteFaultsTest::open, directory, List.of(FILE, LOG), Effort.of(2_000, 10_000));
    assertThat(copies).isGreaterThanOrEqualTo(2_000);
  }

  @Test
  void a_log_that_lost_its_end_is_an_earlier_moment() {
    CutTails.Outcome cut =
        CutTails.assertSound(
            SqliteFaultsTest::open, directory, LOG, List.of(FILE), Effort.of(2_000, 10_000));
    assertThat(cut.refused()).isZero();
  }

  static HeraStore open(Path place, UnaryOperator<DataSource> writing) {
    DatabaseFile file = new DatabaseFile(place.resolve(FILE));
    file.create();
    SqliteEngine engine = SqliteEngine.of(file, Durability.KILLED_PROCESS);
    return JooqStore.open(new SqliteEngine(file, writing.apply(engine.writer()), engine.readers()));
  }
}
