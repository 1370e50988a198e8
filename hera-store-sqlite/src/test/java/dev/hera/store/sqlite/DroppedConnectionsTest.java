package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.JooqStore;
import dev.hera.store.tck.fault.JdbcPoints;
import dev.hera.store.tck.fault.TakenConnections;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the connections on which the database failed. */
@Timeout(60)
class DroppedConnectionsTest {
  private static final int FAILURES = 20;

  @TempDir Path directory;
  private final AtomicBoolean failing = new AtomicBoolean();
  private final AtomicBoolean closingFails = new AtomicBoolean();
  private final TakenConnections writers = new TakenConnections();
  private final TakenConnections readers = new TakenConnections();
  private JooqStore store;

  @BeforeEach
  void open() {
    DatabaseFile file = new DatabaseFile(directory.resolve("hera.db"));
    file.create();
    SqliteEngine engine = SqliteEngine.of(file, SqliteStore.Durability.KILLED_PROCESS);
    DataSource writing = failing(closingBadly(DataSource.class, writers.of(engine.writer())));
    store = JooqStore.open(new SqliteEngine(file, writing, failing(readers.of(engine.readers()))));
  }

  private DataSource failing(DataSource source) {
    return JdbcPoints.watched(
        source,
        new JdbcPoints.Watcher() {
          @Override
          public void before() throws SQLException {
            if (failing.getAndSet(false)) {
              throw new SQLException("the database fails as it was told to");
            }
          }
        });
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void one_that_failed_to_write_is_closed_at_once() {
    for (int i = 0; i < FAILURES; i++) {
      failing.set(true);
      assertThatThrownBy(() -> store.write(SqliteRows::insertNext))
          .isInstanceOf(StoreUnavailableException.class);
      assertThat(writers.open()).isEmpty();
    }
    assertThat(writers.count()).isEqualTo(FAILURES);
    assertThat(store.<Long>write(SqliteRows::insertNext)).isEqualTo(1);
  }

  @Test
  void one_whose_closing_ran_out_of_stack_is_closed_before_the_next_write() {
    failing.set(true);
    closingFails.set(true);
    assertThatThrownBy(() -> store.write(SqliteRows::insertNext)).isInstanceOf(Throwable.class);
    assertThat(writers.open()).hasSize(1);
    assertThat(store.<Long>write(SqliteRows::insertNext)).isEqualTo(1);
    assertThat(writers.open()).hasSize(1);
    assertThat(writers.count()).isEqualTo(2);
  }

  /** A source, or one of its connections, whose closing may run out of stack. */
  private <T> T closingBadly(Class<T> type, Object target) {
    InvocationHandler handler =
        (self, method, arguments) -> {
          if (method.getName().equals("close") && closingFails.getAndSet(false)) {
            throw new StackOverflowError("as it was told to");
          }
          Object answer = method.invoke(target, arguments);
          return answer instanceof Connection ? closingBadly(Connection.class, answer) : answer;
        };
    return type.cast(
        Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {type}, handler));
  }

  @Test
  void those_that_failed_to_read_are_closed_with_the_store() {
    for (int i = 0; i < FAILURES; i++) {
      failing.set(true);
      assertThatThrownBy(() -> store.read(tx -> tx.orchestrators().listActive()))
          .isInstanceOf(StoreUnavailableException.class);
    }
    assertThat(store.<Boolean>read(tx -> tx.orchestrators().listActive().isEmpty())).isTrue();
    assertThat(readers.count()).isGreaterThan(FAILURES);
    store.close();
    assertThat(readers.open()).isEmpty();
  }
}
