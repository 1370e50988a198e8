package dev.hera.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.spi.HeraStore;
import dev.hera.spi.IdKind;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.JooqStore;
import dev.hera.store.tck.fault.JdbcPoints;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that the server ends, locks that others hold, and answers that are lost. */
@Timeout(120)
class LostConnectionTest {
  @TempDir Path directory;

  @Test
  void connections_that_were_ended_at_rest_are_made_anew_without_an_error() throws SQLException {
    try (PostgresStore store = TestServer.open(directory)) {
      for (int i = 1; i <= 3; i++) {
        assertThat(store.<Long>write(PostgresRows::insertNext)).isEqualTo(i);
        assertThat(PostgresRows.names(store)).hasSize(i);
        endAllOthers();
      }
      assertThat(store.<Long>write(PostgresRows::insertNext)).isEqualTo(4);
    }
  }

  @Test
  void a_connection_that_is_ended_amid_a_work_takes_nothing_with_it_but_that_work() {
    try (PostgresStore store = TestServer.open(directory)) {
      assertThatThrownBy(
              () ->
                  store.write(
                      tx -> {
                        PostgresRows.insertNext(tx);
                        endAllOthers();
                        return tx.takeIds(IdKind.TASK, 1) + PostgresRows.insertNext(tx);
                      }))
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("nothing was changed");
      assertThat(store.<Long>write(PostgresRows::insertNext)).isEqualTo(1);
      assertThat(PostgresRows.names(store)).containsExactly("o1");
    }
  }

  /** How an answer is lost. */
  enum Losing {
    OF_THE_DRIVER {
      @Override
      void lose() throws SQLException {
        throw new SQLException(LOST, "08006");
      }
    },

    WITH_AN_INTERRUPT {
      @Override
      void lose() throws SQLException {
        Thread.currentThread().interrupt();
        throw new SQLException(LOST, "08006");
      }
    },

    OF_A_SOURCE {
      @Override
      void lose() {
        throw new IllegalStateException(LOST);
      }
    },

    ON_A_DEEP_STACK {
      @Override
      void lose() {
        throw new StackOverflowError(LOST);
      }
    };

    private static final String LOST = "the answer is lost, as it was told to";

    abstract void lose() throws SQLException;
  }

  @ParameterizedTest
  @EnumSource
  void a_commit_whose_answer_is_lost_is_found_to_have_taken_effect(Losing losing) {
    AtomicBoolean loses = new AtomicBoolean();
    AtomicInteger runs = new AtomicInteger();
    try (JooqStore store = JooqStore.open(engine(losing, loses))) {
      loses.set(true);
      long id =
          store.write(
              tx -> {
                runs.incrementAndGet();
                return PostgresRows.insertNext(tx);
              });
      assertThat(Thread.interrupted()).isEqualTo(losing == Losing.WITH_AN_INTERRUPT);
      assertThat(id).isEqualTo(1);
      assertThat(runs).hasValue(1);
      assertThat(loses).isFalse();
      assertThat(store.<Long>write(PostgresRows::insertNext)).isEqualTo(2);
      assertThat(PostgresRows.names(store)).containsExactlyInAnyOrder("o1", "o2");
    }
  }

  /** Loses the answer of the first commit; the source fails once more when it is asked about it. */
  private PostgresEngine engine(Losing losing, AtomicBoolean loses) {
    AtomicBoolean lost = new AtomicBoolean();
    JdbcPoints.Watcher atTheCommit =
        new JdbcPoints.Watcher() {
          @Override
          public void after() throws SQLException {
            if (loses.get() && isCommitted()) {
              loses.set(false);
              lost.set(true);
              losing.lose();
            }
          }
        };
    JdbcPoints.Watcher afterwards =
        new JdbcPoints.Watcher() {
          @Override
          public void before() throws SQLException {
            if (losing == Losing.OF_A_SOURCE && lost.getAndSet(false)) {
              losing.lose();
            }
          }
        };
    Server server = Server.of(TestServer.url(directory), new Properties());
    return new PostgresEngine(
        Schema.of(server.name(), server.schema()),
        JdbcPoints.watched(server.connections(), atTheCommit),
        JdbcPoints.watched(server.connections(), afterwards),
        new ServerClock(InstantSource.system()));
  }

  private boolean isCommitted() {
    try (HeraStore other = TestServer.open(directory)) {
      return !PostgresRows.names(other).isEmpty();
    }
  }

  @Test
  void a_write_waits_for_another_store_for_a_bounded_time_only() throws Exception {
    ExecutorService callers = Executors.newCachedThreadPool();
    try (PostgresStore store = TestServer.open(directory);
        Connection other = DriverManager.getConnection(TestServer.url(directory));
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("select 1 from hera_store for update");
      List<Future<Long>> waiting = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        waiting.add(callers.submit(() -> store.write(PostgresRows::insertNext)));
      }
      for (Future<Long> each : waiting) {
        assertThatThrownBy(() -> each.get(60, TimeUnit.SECONDS))
            .hasCauseInstanceOf(StoreUnavailableException.class);
      }
      assertThat(PostgresRows.names(store)).as("reads go on").isEmpty();
      other.rollback();
      assertThat(store.<Long>write(PostgresRows::insertNext)).isEqualTo(1);
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void a_work_that_the_server_sacrifices_to_another_transaction_is_done_again() throws Exception {
    ExecutorService callers = Executors.newCachedThreadPool();
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch crossed = new CountDownLatch(1);
    try (PostgresStore store = TestServer.open(directory);
        Connection other = DriverManager.getConnection(TestServer.url(directory));
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("set local deadlock_timeout = '1min'");
      statement.execute("lock table orchestrators");
      Future<Long> writer =
          callers.submit(
              () ->
                  store.write(
                      tx -> {
                        if (runs.incrementAndGet() == 1) {
                          crossed.countDown();
                        }
                        return PostgresRows.insertNext(tx);
                      }));
      assertThat(crossed.await(60, TimeUnit.SECONDS)).isTrue();
      statement.execute("select 1 from hera_store for update");
      other.rollback();
      assertThat(writer.get(60, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(runs).hasValueGreaterThan(1);
      assertThat(PostgresRows.names(store)).containsExactly("o1");
    } finally {
      callers.shutdownNow();
    }
  }

  /** Ends the connections of the stores of this schema, as a restart of the server does. */
  private void endAllOthers() {
    try (Connection connection = DriverManager.getConnection(TestServer.url(directory));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "select pg_terminate_backend(pid, 10000) from pg_stat_activity"
              + " where application_name = 'hera' and pid <> pg_backend_pid()");
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
