package dev.hera.store.jooq.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The statements of a store's own on one connection, which stay prepared until it is closed: there
 * are only so many. Preparing costs more than executing for most of them.
 */
public final class Statements {
  private final Connection connection;
  private final Map<String, PreparedStatement> prepared = new HashMap<>();

  Statements(Connection connection) {
    this.connection = connection;
  }

  /** The connection as its source gave it. */
  public Connection connection() {
    return connection;
  }

  /** The statement, not to be closed and not to be asked for again while it is in use. */
  public PreparedStatement of(String sql) throws SQLException {
    PreparedStatement statement = prepared.get(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
      prepared.put(sql, statement);
    }
    return statement;
  }
}
