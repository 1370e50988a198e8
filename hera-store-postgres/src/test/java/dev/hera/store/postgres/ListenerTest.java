package dev.hera.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.store.tck.fault.JdbcPoints;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Properties;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ListenerTest {
  @TempDir Path directory;

  /** As after a network lost a connection silently: only a question on it would tell. */
  @Test
  void notices_that_its_connection_is_gone_though_the_clock_was_measured_just_now()
      throws Exception {
    Server server = Server.of(TestServer.url(directory), new Properties());
    TestServer.open(directory).close();
    ServerClock measured = new ServerClock(InstantSource.fixed(Instant.EPOCH));
    try (Connection connection = server.connections().getConnection()) {
      measured.measureIfDue(connection);
    }
    Semaphore told = new Semaphore(0);
    AtomicBoolean gone = new AtomicBoolean();
    Schema schema = Schema.of(server.name(), server.schema());
    try (Listener listener =
        Listener.start(
            schema, failingOnce(server, gone), measured, "store", told::release, 1_000_000)) {
      assertThat(told.tryAcquire(60, TimeUnit.SECONDS)).as("listens").isTrue();
      gone.set(true);
      assertThat(told.tryAcquire(60, TimeUnit.SECONDS)).as("listens again").isTrue();
      assertThat(listener).isNotNull();
    }
  }

  private static DataSource failingOnce(Server server, AtomicBoolean gone) {
    return JdbcPoints.watched(
        server.connections(),
        new JdbcPoints.Watcher() {
          @Override
          public void before() throws SQLException {
            if (gone.getAndSet(false)) {
              throw new SQLException("the connection is gone, as it was told to", "08006");
            }
          }
        });
  }
}
