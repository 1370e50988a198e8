package dev.hera.store.jooq;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * One connection with what is kept for it. At rest the connection is in autocommit mode, because
 * the SQLite driver would otherwise begin the next transaction with each commit.
 */
final class Session {
  private final Connection pooled;
  private final Connection connection;
  private final DSLContext sql;
  private final Map<Table<?>, Rows> rows = new HashMap<>();
  private final Map<Kept<?>, ResultQuery<?>> queries = new HashMap<>();

  private Session(Connection pooled, Connection connection, Configuration configuration) {
    this.pooled = pooled;
    this.connection = connection;
    this.sql = DSL.using(configuration.derive(new OneConnection(connection)));
  }

  /** A session on this connection, whose statements are from now on kept prepared. */
  static Session on(Connection pooled, Configuration configuration) {
    return new Session(pooled, KeptStatements.over(pooled), configuration);
  }

  /** The connection as the pool gave it. */
  Connection pooled() {
    return pooled;
  }

  /** The query with these values bound. */
  @SuppressWarnings("unchecked") // a kept query makes queries of its own type
  <R extends Record> ResultQuery<R> kept(Kept<R> query, Object... values) {
    ResultQuery<R> bound =
        (ResultQuery<R>)
            queries.computeIfAbsent(query, key -> key.query().apply(sql).keepStatement(true));
    for (int i = 0; i < values.length; i++) {
      bound.bind(i + 1, values[i]);
    }
    return bound;
  }

  DSLContext sql() {
    return sql;
  }

  void begin() throws SQLException {
    connection.setAutoCommit(false);
  }

  /** Begins and takes the snapshot, which databases else take with the first query. */
  void beginSnapshot() throws SQLException {
    begin();
    try (PreparedStatement statement = connection.prepareStatement("select 1 from counters");
        ResultSet rows = statement.executeQuery()) {
      rows.next();
    }
  }

  void commit() throws SQLException {
    connection.setAutoCommit(true);
  }

  void rollback() throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
  }

  Savepoint savepoint() throws SQLException {
    return connection.setSavepoint();
  }

  void release(Savepoint savepoint) throws SQLException {
    connection.releaseSavepoint(savepoint);
  }

  void rollback(Savepoint savepoint) throws SQLException {
    connection.rollback(savepoint);
    connection.releaseSavepoint(savepoint);
  }

  void insert(Table<?> table, List<? extends Record> records) throws SQLException {
    rows(table).insert(connection, records);
  }

  boolean update(Table<?> table, Record record) throws SQLException {
    return rows(table).update(connection, record);
  }

  private Rows rows(Table<?> table) {
    return rows.computeIfAbsent(table, key -> Rows.of(sql, key));
  }
}
