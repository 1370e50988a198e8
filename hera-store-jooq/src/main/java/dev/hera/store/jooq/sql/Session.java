package dev.hera.store.jooq.sql;

import dev.hera.spi.IdKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
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
public final class Session {
  /** Of more rows at once, few are asked for again soon. */
  private static final int MOST_REMEMBERED = 100;

  private final Connection connection;
  private final Statements statements;
  private final DSLContext sql;
  private final Map<Table<?>, RowStatements> rows = new HashMap<>();
  private final Map<ReusedQuery<?>, Prepared> queries = new HashMap<>();
  private final Remembered remembered = new Remembered();
  private final Counters counters = new Counters();
  private long foreignCommits;

  /** Whether something was changed since {@link #begin}, be it taken back or not. */
  private boolean changed;

  public Session(Connection connection, Configuration configuration) {
    this.connection = connection;
    this.statements = new Statements(connection);
    this.sql = DSL.using(configuration.derive(new OneConnection(connection)));
  }

  /** The connection as its source gave it. */
  public Connection connection() {
    return connection;
  }

  /** What the query gives with these values, unmodifiable. */
  public <T> List<T> fetch(ReusedQuery<T> query, List<?> values) throws SQLException {
    List<T> known = remembered.find(query, values);
    if (known != null) {
      return known;
    }
    Prepared prepared = queries.computeIfAbsent(query, kept -> Prepared.of(sql, kept));
    return remembered.put(query, values, prepared.fetch(statements, values));
  }

  /** For a statement that may change any row of the table. */
  public DSLContext changing(Table<?> table) {
    changed = true;
    remembered.forget(table);
    return sql;
  }

  /** Takes so many ids of a kind and gives the first of them. */
  public long takeIds(IdKind kind, int count) throws SQLException {
    changed = true;
    return counters.take(this, kind, count);
  }

  /** Forgets what was read: the database may have been written past this session. */
  public void forget() {
    remembered.forgetAll();
    counters.forget();
  }

  public DSLContext sql() {
    return sql;
  }

  /**
   * Begins on the connection that writes.
   *
   * @throws dev.hera.spi.StoreUnavailableException when a newer Hera has migrated the database, or
   *     it is not in its place
   */
  public void begin(SqlDatabase engine) throws SQLException {
    changed = false;
    connection.setAutoCommit(false);
    engine.checkPlace(connection);
    long now = engine.foreignCommits(connection);
    if (now != foreignCommits) {
      NewestSchema.check(engine.name(), engine.version(connection), NewestSchema.VERSION);
      forget();
      foreignCommits = now;
    }
  }

  /** Begins and takes the snapshot, which databases else take with the first query. */
  public void beginSnapshot(SqlDatabase engine) throws SQLException {
    connection.setAutoCommit(false);
    PreparedStatement snapshot = statements.of(engine.snapshot());
    if (snapshot.execute()) {
      snapshot.getResultSet().close();
    }
  }

  /** Ends what {@link #beginSnapshot} began; the next snapshot is another one. */
  public void endSnapshot() throws SQLException {
    remembered.forgetAll();
    connection.setAutoCommit(true);
  }

  /**
   * Writes what is to be in the commit besides the rows.
   *
   * @throws SQLException when it failed, and nothing of the transaction took effect
   */
  public void prepareCommit(SqlDatabase engine) throws SQLException {
    counters.write(this);
    if (changed) {
      engine.announce(connection);
    }
  }

  /** Commits what was prepared. */
  public void commit() throws SQLException {
    connection.setAutoCommit(true);
  }

  /** Begins a part of the transaction that can be taken back by itself. */
  public void savepoint() throws SQLException {
    counters.mark();
    execute("savepoint unit");
  }

  /** Ends the part and keeps what it did for the commit. */
  public void release() throws SQLException {
    execute("release savepoint unit");
  }

  /** Ends the part and takes back what it did. */
  public void rollbackToSavepoint() throws SQLException {
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
  public int insert(Table<?> table, List<? extends Record> records) throws SQLException {
    changed = true;
    RowStatements rows = rows(table);
    rows.insert(statements, records);
    if (records.size() > MOST_REMEMBERED) {
      remembered.forget(table);
    } else {
      records.forEach(row -> remembered.inserted(table, rows.key(row), row));
    }
    return records.size();
  }

  public boolean update(Table<?> table, Record record) throws SQLException {
    changed = true;
    RowStatements rows = rows(table);
    List<Object> key = rows.key(record);
    Record before = remembered.row(table, key);
    boolean found = rows.update(statements, before, record);
    if (found) {
      remembered.updated(table, key, before, record);
    }
    return found;
  }

  private RowStatements rows(Table<?> table) {
    return rows.computeIfAbsent(table, key -> RowStatements.of(sql, key));
  }
}
