package dev.hera.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.spi.HeraStore;
import dev.hera.store.jooq.JooqStore;
import dev.hera.store.tck.fault.JdbcPoints;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store on an application's pool that does nothing with connections that are given back. */
@Timeout(120)
class PlainPoolTest {
  @TempDir Path directory;

  private final AtomicBoolean fails = new AtomicBoolean();
  private final Deque<Connection> rest = new ArrayDeque<>();

  @Test
  void a_work_that_was_refused_is_not_committed_by_who_has_its_connection_next() {
    try (JooqStore store = JooqStore.open(engine())) {
      assertThat(store.<Long>write(PostgresRows::insertNext)).isEqualTo(1);
      assertThatThrownBy(
              () ->
                  store.write(
                      tx -> {
                        PostgresRows.insert(tx, "refused");
                        fails.set(true);
                        return PostgresRows.insertNext(tx);
                      }))
          .hasStackTraceContaining("as on a deep stack");
      assertThat(PostgresRows.names(store)).containsExactly("o1");
      assertThat(store.<Long>write(PostgresRows::insertNext)).isEqualTo(2);
      assertThat(PostgresRows.names(store)).containsExactlyInAnyOrder("o1", "o2");
    }
  }

  @Test
  void no_connection_comes_back_amid_a_transaction() throws SQLException {
    try (JooqStore store = JooqStore.open(engine())) {
      store.write(PostgresRows::insertNext);
      PostgresRows.names(store);
      fails.set(true);
      assertThatThrownBy(() -> PostgresRows.names(store))
          .hasStackTraceContaining("as on a deep stack");
      fails.set(true);
      assertThatThrownBy(() -> store.write(PostgresRows::insertNext))
          .hasStackTraceContaining("as on a deep stack");
    }
    assertThat(rest).isNotEmpty();
    for (Connection each : rest) {
      assertThat(each.getAutoCommit()).isTrue();
      each.close();
    }
  }

  private PostgresEngine engine() {
    Server server = Server.of(TestServer.url(directory), new Properties());
    try (HeraStore made = TestServer.open(directory)) {
      assertThat(PostgresRows.names(made)).isEmpty();
    }
    DataSource source = JdbcPoints.watched(pool(server.connections()), failing());
    return new PostgresEngine(
        Schema.of(server.name(), server.schema()),
        source,
        source,
        new ServerClock(InstantSource.system()));
  }

  private JdbcPoints.Watcher failing() {
    return new JdbcPoints.Watcher() {
      @Override
      public void after() {
        if (fails.getAndSet(false)) {
          throw new StackOverflowError("as on a deep stack");
        }
      }
    };
  }

  private DataSource pool(DataSource source) {
    return proxy(
        DataSource.class,
        (self, method, arguments) ->
            method.getName().equals("getConnection")
                ? lent(take(source))
                : call(source, method, arguments));
  }

  private Connection lent(Connection connection) {
    AtomicBoolean closed = new AtomicBoolean();
    return proxy(
        Connection.class,
        (self, method, arguments) ->
            switch (method.getName()) {
              case "close" -> giveBack(connection, closed);
              case "isClosed" -> closed.get() || connection.isClosed();
              case "equals" -> self == arguments[0];
              case "hashCode" -> System.identityHashCode(self);
              default -> call(connection, method, arguments);
            });
  }

  private synchronized Connection take(DataSource source) throws SQLException {
    Connection resting = rest.poll();
    return resting == null ? source.getConnection() : resting;
  }

  private synchronized Object giveBack(Connection connection, AtomicBoolean closed)
      throws SQLException {
    if (!closed.getAndSet(true) && !connection.isClosed()) {
      rest.push(connection);
    }
    return null;
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            PlainPoolTest.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
