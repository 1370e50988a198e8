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
  private final Connection connection;
  private final Statements statements;
  private final DSLContext sql;
  private final Map<ReusedQuery<?>, Prepared> queries = new HashMap<>();
  private final Remembered remembered = new Remembered();
  private final Counters counters = new Counters();
  private final RowWrites writes;
  private long foreignCommits;

  /** Whether something was changed since {@link #begin}, be it taken back or not. */
  private boolean changed;

  public Session(Connection connection, Configuration configuration) {
    this(connection, configuration, false);
  }

  /**
   * @param together whether the database takes several statements as one
   */
  public Session(Connection connection, Configuration configuration, boolean together) {
    this.connection = connection;
    this.statements = new Statements(connection);
    this.sql = DSL.using(configuration.derive(new OneConnection(connection)));
    this.writes = new RowWrites(statements, new Sending(statements, together), sql, remembered);
  }

  /** These queries will be asked of rows that this session writes. */
  public void expect(List<? extends ReusedQuery<?>> queries) {
    queries.forEach(remembered::expect);
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
    writes.beginQuestion(query, values);
    Prepared prepared = queries.computeIfAbsent(query, kept -> Prepared.of(sql, kept));
    return remembered.put(query, values, prepared.fetch(statements, values));
  }

  /** Whether a row with this key is known to be there, without asking. */
  boolean isRemembered(Table<?> table, List<?> key) {
    return remembered.isKnown(table, key);
  }

  /** For a statement that may change any row of the table. */
  public DSLContext changing(Table<?> table) throws SQLException {
    changed = true;
    writes.beginChange();
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

  /** For a statement that reads. */
  public DSLContext reading() throws SQLException {
    writes.writePending();
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
    long now = engine.foreignCommits(statements);
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
   * Writes what is to be in the commit.
   *
   * @throws SQLException when it failed, and nothing of the transaction took effect
   */
  public void prepareCommit(SqlDatabase engine) throws SQLException {
    counters.write(this);
    writes.prepareCommit(changed ? engine.announcement() : null);
  }

  /** Commits what was prepared. */
  public void commit() throws SQLException {
    connection.setAutoCommit(true);
  }

  /**
   * Begins a part of the transaction that can be taken back by itself.
   *
   * @param first whether it is the first one, so that there is nothing else in the transaction
   */
  public void beginUnit(boolean first) {
    counters.mark();
    writes.beginUnit(first);
  }

  /** Ends the part and keeps what it did for the commit. */
  public void keepUnit() throws SQLException {
    writes.keepUnit();
  }

  /** Ends the part and takes back what it did. */
  public void takeUnitBack(SqlDatabase engine) throws SQLException {
    remembered.forgetAll();
    counters.rollback();
    if (writes.takeUnitBack()) {
      connection.rollback();
      begin(engine);
    }
  }

  /**
   * Inserts rows and tells how many.
   *
   * @param all how many are inserted at once, these and others
   */
  public int insert(Table<?> table, List<? extends Record> records, int all) throws SQLException {
    changed = true;
    return writes.insert(table, records, all);
  }

  /** Inserts rows, whose keys nobody has, at the latest with the commit. */
  public void append(Table<?> table, List<? extends Record> records) throws SQLException {
    changed = true;
    writes.append(table, records);
  }

  /**
   * Replaces the row with the same key and tells whether there is one: at the latest with the
   * commit, when it is known that nothing refuses that.
   */
  public boolean update(Table<?> table, Record record) throws SQLException {
    changed = true;
    return writes.update(table, record);
  }
}
