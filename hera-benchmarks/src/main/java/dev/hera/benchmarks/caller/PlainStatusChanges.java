package dev.hera.benchmarks.caller;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** What a status change writes, with prepared statements and nothing else. */
final class PlainStatusChanges implements AutoCloseable {
  private static final int ROLES = 64;

  private final Connection connection;
  private final PreparedStatement role;
  private final PreparedStatement counter;
  private final PreparedStatement event;
  private long events;

  PlainStatusChanges(Path file) throws SQLException {
    connection =
        DriverManager.getConnection("jdbc:sqlite:" + file + "?jdbc.get_generated_keys=false");
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma journal_mode = wal");
      statement.execute("pragma synchronous = full");
      statement.execute("create table roles (id integer primary key, status varchar, at integer)");
      statement.execute("create table counters (kind varchar primary key, next integer)");
      statement.execute(
          "create table events (id integer primary key, role integer, text varchar, bucket integer)");
      statement.execute("create index events_bucket on events (bucket, role)");
      statement.execute("insert into counters values ('event', 1)");
      for (int id = 1; id <= ROLES; id++) {
        statement.execute("insert into roles values (" + id + ", 'idle', 0)");
      }
    }
    connection.setAutoCommit(false);
    role = connection.prepareStatement("update roles set status = ?, at = ? where id = ?");
    counter = connection.prepareStatement("update counters set next = ? where kind = 'event'");
    event = connection.prepareStatement("insert into events values (?, ?, ?, ?)");
  }

  /** How many changes are committed in a second, so many with each commit. */
  double perSecond(Duration time, int together) throws SQLException {
    long start = System.nanoTime();
    long end = start + time.toNanos();
    long before = events;
    while (System.nanoTime() < end) {
      for (int i = 0; i < together; i++) {
        change();
      }
      connection.commit();
    }
    return (events - before) * 1e9 / (System.nanoTime() - start);
  }

  private void change() throws SQLException {
    long id = ++events;
    long of = 1 + id % ROLES;
    role.setString(1, id % 2 == 0 ? "working" : "blocked");
    role.setLong(2, System.currentTimeMillis());
    role.setLong(3, of);
    role.executeUpdate();
    counter.setLong(1, id + 1);
    counter.executeUpdate();
    event.setLong(1, id);
    event.setLong(2, of);
    event.setString(3, "{\"status\":\"working\"}");
    event.setLong(4, id / 1_000);
    event.executeUpdate();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
