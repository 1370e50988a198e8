package dev.hera.store.jooq;

import dev.hera.spi.IdKind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * One connection with what is kept for it. At rest the connection is in autocommit mode, because
 * the SQLite driver would otherwise begin the next transaction with each commit.
 */
final class Session {
  private final Connection connection;
  private final Statements statements;
  private final DSLContext sql;
  private final Map<Table<?>, Rows> rows = new HashMap<>();
  private final Map<Kept<?>, Prepared> queries = new HashMap<>();
  private final Remembered remembered = new Remembered();
  private final Counters counters = new Counters();
  private long foreignCommits;

  Session(Connection connection, Configuration configuration) {
    this.connection = connection;
    this.statements = new Statements(connection);
    this.sql = DSL.using(configuration.derive(new OneConnection(connection)));
  }

  /** The connection as its source gave it. */
  Connection connection() {
    return connection;
  }

  /** What the query gives with these values, unmodifiable. */
  <T> List<T> fetch(Kept<T> query, List<?> values) throws SQLException {
    List<T> known = remembered.find(query, values);
    if (known != null) {
      return known;
    }
    Prepared prepared = queries.computeIfAbsent(query, kept -> Prepared.of(sql, kept));
    return remembered.put(query, values, prepared.fetch(statements, values));
  }

  /** For a statement that may change any row of the table. */
  DSLContext changing(Table<?> table) {
    remembered.forget(table);
    return sql;
  }

  /** Takes so many ids of a kind and gives the first of them. */
  long takeIds(IdKind kind, int count) throws SQLException {
    return counters.take(this, kind, count);
  }

  /** Because the database may have been written past this session. */
  void forget() {
    remembered.forgetAll();
    counters.forget();
  }

  DSLContext sql() {
    return sql;
  }

  /**
   * Begins on the connection that writes.
   *
   * @throws dev.hera.spi.StoreUnavailableException when a newer Hera has migrated the database, or
   *     it is not in its place
   */
  void begin(JooqStore.Engine engine) throws SQLException {
    connection.setAutoCommit(false);
    engine.checkPlace(connection);
    long now = engine.foreignCommits(connection);
    if (now != foreignCommits) {
      JooqStore.checkVersion(engine.name(), engine.version(connection));
      forget();
      foreignCommits = now;
    }
  }

  /** Begins and takes the snapshot, which databases else take with the first query. */
  void beginSnapshot() throws SQLException {
    connection.setAutoCommit(false);
    try (ResultSet rows = statements.of("select 1 from counters").executeQuery()) {
      rows.next();
    }
  }

  /** Ends what {@link #beginSnapshot} began; the next snapshot is another one. */
  void endSnapshot() throws SQLException {
    remembered.forgetAll();
    connection.setAutoCommit(true);
  }

  void commit() throws SQLException {
    counters.write(this);
    connection.setAutoCommit(true);
  }

  /** Begins a part of the transaction that can be taken back by itself. */
  void savepoint() throws SQLException {
    counters.mark();
    execute("savepoint unit");
  }

  /** Ends the part and keeps what it did for the commit. */
  void release() throws SQLException {
    execute("release savepoint unit");
  }

  /** Ends the part and takes back what it did. */
  void rollbackToSavepoint() throws SQLException {
    remembered.forgetAll();
    counters.rollback();
    execute("rollback to savepoint unit");
    release();
  }

  /** JDBC's own savepoints are named, and so prepared, anew each time. */
  private void execute(String sql) throws SQLException {
    statements.of(sql).execute();
  }

  /** Inserts rows and tells how many. */
  int insert(Table<?> table, List<? extends Record> records) throws SQLException {
    remembered.forgetLists(table);
    rows(table).insert(statements, records);
    return records.size();
  }

  boolean update(Table<?> table, Record record) throws SQLException {
    Rows rows = rows(table);
    List<Object> key = rows.key(record);
    Record before = remembered.row(table, key);
    remembered.forget(table, key);
    boolean found = rows.update(statements, before, record);
    if (found && before != null) {
      remembered.put(table, key, record);
    }
    return found;
  }

  private Rows rows(Table<?> table) {
    return rows.computeIfAbsent(table, key -> Rows.of(sql, key));
  }
}
