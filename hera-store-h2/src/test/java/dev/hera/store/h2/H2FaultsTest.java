package dev.hera.store.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.spi.HeraStore;
import dev.hera.store.jooq.JooqStore;
import dev.hera.store.tck.fault.CrashCopies;
import dev.hera.store.tck.fault.CutTails;
import dev.hera.store.tck.fault.StatementFaults;
import dev.hera.store.tck.fault.WatchedOpener;
import dev.hera.store.tck.run.Effort;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(1_800)
class H2FaultsTest {
  private static final String FILE = "hera.mv.db";

  @TempDir Path directory;

  @Test
  void whichever_statement_fails_nothing_answered_is_lost_and_the_end_is_the_same() {
    StatementFaults.assertHarmless(H2FaultsTest::open, directory, Effort.of(60, Integer.MAX_VALUE));
  }

  @Test
  void every_copy_of_the_file_has_all_that_was_answered() {
    int copies =
        CrashCopies.assertSound(
            H2FaultsTest::open, directory, List.of(FILE), Effort.of(2_000, 10_000));
    assertThat(copies).isGreaterThanOrEqualTo(2_000);
  }

  /**
   * H2 2.5.252 writes such a commit where no later start looks for it until the next one is
   * written. Without waiting for 45 s before a gap may be filled, most commits fill one.
   */
  @Test
  void every_copy_of_a_file_whose_gaps_are_filled_has_all_that_was_answered() {
    WatchedOpener reusing =
        (place, writing) -> open(place, source -> writing.apply(reusing((JdbcDataSource) source)));
    CrashCopies.assertSound(reusing, directory, List.of(FILE), 400);
  }

  @Test
  void a_file_that_lost_its_end_is_an_earlier_moment_or_refused() {
    CutTails.Outcome cut =
        CutTails.assertSound(
            H2FaultsTest::openUntidied, directory, FILE, List.of(), Effort.of(2_000, 10_000));
    assertThat(cut.opened()).isPositive();
    assertThat(cut.refused()).isPositive();
  }

  @Test
  void copies_of_a_database_that_delays_its_writes_miss_what_was_answered() {
    WatchedOpener delaying =
        (place, writing) -> open(place, source -> writing.apply(delaying((JdbcDataSource) source)));
    assertThatThrownBy(() -> CrashCopies.assertSound(delaying, directory, List.of(FILE), 1))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("answered, but not visible");
  }

  private static DataSource delaying(JdbcDataSource source) {
    source.setUrl(source.getUrl().replace("WRITE_DELAY=0", "WRITE_DELAY=60000"));
    return source;
  }

  private static DataSource reusing(JdbcDataSource source) {
    source.setUrl(source.getUrl() + ";RETENTION_TIME=0");
    return source;
  }

  static HeraStore open(Path place, UnaryOperator<DataSource> writing) {
    return open(FileDatabase.open(place.resolve("hera").toAbsolutePath()), writing);
  }

  /** Drops the file in the end without tidying it, which takes most of the time. */
  private static HeraStore openUntidied(Path place, UnaryOperator<DataSource> writing) {
    Database found = FileDatabase.open(place.resolve("hera").toAbsolutePath());
    InvocationHandler dropping =
        (proxy, method, arguments) -> {
          if (!method.getName().equals("close")) {
            return method.invoke(found.held(), arguments);
          }
          try (Statement statement = found.held().createStatement()) {
            return statement.execute("shutdown immediately");
          }
        };
    Connection held =
        (Connection)
            Proxy.newProxyInstance(
                H2FaultsTest.class.getClassLoader(), new Class<?>[] {Connection.class}, dropping);
    return open(
        new Database(found.name(), found.path(), found.url(), found.file(), held, found.onClosed()),
        writing);
  }

  private static HeraStore open(Database database, UnaryOperator<DataSource> writing) {
    DataSource writer = writing.apply(database.connections(""));
    try {
      return new H2Store(JooqStore.open(H2Engine.of(database, writer)), database);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }
}
