package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.spi.HeraStore;
import dev.hera.store.tck.fault.StatementFaults;
import dev.hera.store.tck.fault.WatchedOpener;
import dev.hera.store.tck.scenario.ScenarioPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stores over SQLite that deal wrongly with its failures are rejected by failing statements. */
@Timeout(600)
class BrokenSqliteStoresTest {
  /** The first call of a scenario that was answered is missing, or a later one. */
  private static final String LOST =
      "(?s).*(there is no active task|answered, but not visible|refers to one that does not exist).*";

  @TempDir Path directory;

  @Test
  void a_store_that_swallows_a_full_disk_is_rejected() throws IOException {
    assertRejected(BrokenConnections::swallowingFailedCommits).hasMessageMatching(LOST);
  }

  @Test
  void a_store_that_tries_a_statement_again_instead_of_the_unit_is_rejected() throws IOException {
    assertRejected(BrokenConnections::tryingStatementsAgain).hasMessageMatching(LOST);
  }

  @Test
  void a_store_that_leaks_the_connections_that_failed_is_rejected() throws IOException {
    assertRejected(BrokenConnections::keepingFailedOnes).hasMessageContaining("left open");
  }

  /** Asserts that a store of which nobody sees that it is broken is rejected when it fails. */
  private AbstractThrowableAssert<?, ?> assertRejected(UnaryOperator<DataSource> broken)
      throws IOException {
    WatchedOpener opener =
        (place, writing) ->
            SqliteFaultsTest.open(place, source -> broken.apply(writing.apply(source)));
    try (HeraStore store = opener.open(Files.createDirectory(directory.resolve("undisturbed")))) {
      ScenarioPlan.on(store).run();
    }
    return assertThatThrownBy(
            () -> StatementFaults.assertHarmless(opener, directory, Integer.MAX_VALUE))
        .isInstanceOf(AssertionError.class);
  }
}
