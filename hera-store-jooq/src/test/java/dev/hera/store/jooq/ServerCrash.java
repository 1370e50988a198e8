package dev.hera.store.jooq;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A crash of a PostgreSQL server of this machine. */
public final class ServerCrash {
  private static final String CONNECTION_EXCEPTION = "08";
  private static final String CANNOT_CONNECT_NOW = "57P03";

  private ServerCrash() {}

  /**
   * Kills a process of the server, which then ends all others and starts again from its log.
   *
   * @param url of a database of it
   */
  public static void make(String url) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
      row.next();
      if (!ProcessHandle.of(row.getLong(1)).orElseThrow().destroyForcibly()) {
        throw new SQLException("no process of the server could be killed");
      }
    }
  }

  /** Connects as soon as the server is there again after the last crash. */
  private static Connection connect(String url) throws SQLException {
    while (true) {
      try {
        return DriverManager.getConnection(url);
      } catch (SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (!state.startsWith(CONNECTION_EXCEPTION) && !state.equals(CANNOT_CONNECT_NOW)) {
          throw e;
        }
      }
    }
  }
}
