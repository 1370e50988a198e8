package dev.hera.benchmarks.peer;

import dev.hera.benchmarks.report.SqliteFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The floor: prepared statements that write what a plan needs at least, a row for each node and
 * edge, its state, and an event for each change. All that starts together is committed together,
 * and so is what ends together; the end of one task and the start of the next are one commit.
 */
final class Plain implements Contender {
  private static final String TABLES =
      """
      create table nodes (id integer primary key, name text not null, prompt text not null,
        state text not null, waits integer not null, changed integer not null);
      create table edges (blocked integer not null, blocker integer not null,
        primary key (blocked, blocker));
      create table events (id integer primary key, at integer not null, node integer not null,
        kind text not null, changes text not null)
      """;

  private final Connection connection;
  private final PreparedStatement node;
  private final PreparedStatement edge;
  private final PreparedStatement state;
  private final PreparedStatement event;
  private long nodes;
  private long events;

  Plain(Path file) throws SQLException {
    connection = SqliteFile.source(file).getConnection();
    SqliteFile.execute(connection, TABLES);
    connection.setAutoCommit(false);
    node = connection.prepareStatement("insert into nodes values (?, ?, ?, 'planned', ?, ?)");
    edge = connection.prepareStatement("insert into edges values (?, ?)");
    state = connection.prepareStatement("update nodes set state = ?, changed = ? where id = ?");
    event = connection.prepareStatement("insert into events values (?, ?, ?, ?, ?)");
  }

  @Override
  public void run(Course course) throws SQLException {
    long first = nodes + 1;
    submit(course);
    List<Integer> ready = List.of(Course.FIRST);
    change(first, ready, "working");
    connection.commit();
    while (!ready.isEmpty()) {
      List<Integer> next = new ArrayList<>();
      for (int task : ready) {
        next.addAll(course.executed(task));
      }
      change(first, ready, "done");
      change(first, next, "working");
      connection.commit();
      ready = next;
    }
  }

  private void submit(Course course) throws SQLException {
    Submitted rows = new Submitted(course.plan());
    for (int index = 0; index < rows.nodes(); index++) {
      node.setLong(1, ++nodes);
      node.setString(2, rows.name(index));
      node.setString(3, "do nothing");
      node.setInt(4, rows.waits(index));
      node.setLong(5, System.currentTimeMillis());
      node.addBatch();
      event(nodes, "planned");
    }
    long first = nodes - rows.nodes() + 1;
    for (int index = 0; index < rows.edges(); index++) {
      edge.setLong(1, first + rows.blocked(index));
      edge.setLong(2, first + rows.blocker(index));
      edge.addBatch();
    }
    node.executeBatch();
    edge.executeBatch();
    event.executeBatch();
  }

  private void change(long first, List<Integer> tasks, String to) throws SQLException {
    for (int task : tasks) {
      state.setString(1, to);
      state.setLong(2, System.currentTimeMillis());
      state.setLong(3, first + task);
      state.addBatch();
      event(first + task, to);
    }
    state.executeBatch();
    event.executeBatch();
  }

  private void event(long of, String kind) throws SQLException {
    event.setLong(1, ++events);
    event.setLong(2, System.currentTimeMillis());
    event.setLong(3, of);
    event.setString(4, kind);
    event.setString(5, "{\"state\":\"" + kind + "\"}");
    event.addBatch();
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
