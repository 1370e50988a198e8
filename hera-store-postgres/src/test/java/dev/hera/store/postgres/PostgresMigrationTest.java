package dev.hera.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.JooqStore;
import dev.hera.store.jooq.OneMoreStep;
import dev.hera.store.tck.fault.JdbcPoints;
import dev.hera.store.tck.scenario.GoldenStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class PostgresMigrationTest {
  /** Cannot be repeated, and need not be: it is part of one transaction. */
  private static final List<String> STEP =
      List.of(
          "create table notes (id bigint not null primary key, text varchar)",
          "insert into notes (id, text) select id, name from roles",
          "alter table tasks add column note bigint",
          "update tasks set note = (select min(id) from notes)");

  private static final int VERSION = JooqStore.SCHEMA_VERSION;

  @TempDir Path directory;

  @Test
  void stores_that_open_a_new_schema_at_once_make_it_once() throws Exception {
    ExecutorService openers = Executors.newFixedThreadPool(4);
    try {
      Callable<Integer> opening =
          () -> {
            try (PostgresStore store = TestServer.open(directory)) {
              return store.read(tx -> tx.orchestrators().listActive().size());
            }
          };
      for (Future<Integer> each : openers.invokeAll(Collections.nCopies(4, opening))) {
        assertThat(each.get()).isZero();
      }
    } finally {
      openers.shutdownNow();
    }
  }

  @Test
  void a_step_that_breaks_off_at_any_point_is_undone_whole_and_finished_later() {
    List<String> golden = fill();
    int brokenOff = 0;
    while (!isMigrated(brokenOff, golden)) {
      brokenOff++;
    }
    assertThat(brokenOff).isGreaterThan(STEP.size());
  }

  @Test
  void a_store_that_is_open_when_a_newer_hera_migrates_writes_no_more() {
    try (PostgresStore open = TestServer.open(directory)) {
      open.write(PostgresRows::insertNext);
      migrated(new Dying(Integer.MAX_VALUE)).close();
      assertThatThrownBy(() -> open.write(PostgresRows::insertNext))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("the newer Hera");
    }
    assertThatThrownBy(() -> TestServer.open(directory))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("schema version " + (VERSION + 1));
  }

  private List<String> fill() {
    try (PostgresStore store = TestServer.open(directory)) {
      GoldenStore.fill(store);
      return GoldenStore.read(store);
    }
  }

  /** Migrates with a server that is gone after so many points; false when that is too early. */
  private boolean isMigrated(int points, List<String> golden) {
    try (JooqStore store = migrated(new Dying(points))) {
      assertThat(GoldenStore.read(store)).isEqualTo(golden);
      return true;
    } catch (StoreUnavailableException e) {
      assertThat(e).hasStackTraceContaining("as it was told to");
      return false;
    }
  }

  private JooqStore migrated(Dying dying) {
    return OneMoreStep.open(
        TestServer.engine(directory, source -> JdbcPoints.watched(source, dying)), STEP);
  }

  /** Fails at one point and at every later one, as a server does that is gone. */
  private static final class Dying implements JdbcPoints.Watcher {
    private final int last;
    private int points;

    Dying(int last) {
      this.last = last;
    }

    @Override
    public void before() throws SQLException {
      if (points++ >= last) {
        throw new SQLException("the server is gone, as it was told to");
      }
    }
  }
}
