package dev.hera.store.tck.fault;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

/** The connections that a store took from its sources. For tests of stores that use JDBC. */
public final class TakenConnections {
  private final List<Connection> taken = Collections.synchronizedList(new ArrayList<>());

  /** The source, of which every connection is noted. */
  public DataSource of(DataSource source) {
    return JdbcPoints.proxy(
        DataSource.class,
        (self, method, arguments) -> {
          Object answer = JdbcPoints.call(source, method, arguments);
          if (answer instanceof Connection connection) {
            taken.add(connection);
          }
          return answer;
        });
  }

  /** How many were taken. */
  public int count() {
    return taken.size();
  }

  /** Those that are not closed. */
  public List<Connection> open() {
    return List.copyOf(taken).stream().filter(TakenConnections::isOpen).toList();
  }

  private static boolean isOpen(Connection connection) {
    try {
      return !connection.isClosed();
    } catch (SQLException e) {
      throw new AssertionError("a connection does not know whether it is open", e);
    }
  }
}
