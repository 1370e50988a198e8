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
import org.jspecify.annotations.Nullable;

/**
 * One connection with what is kept for it. At rest the connection is in autocommit mode, because
 * the SQLite driver would otherwise begin the next transaction with each commit.
 */
public final class Session {
  /** Of more rows at once, few are asked for again soon. */
  private static final int MOST_REMEMBERED = 100;

  /** So many pending rows of a table take longer to look through than to write. */
  private static final int MOST_PENDING = 100;

  private final Connection connection;
  private final Statements statements;
  private final DSLContext sql;
  private final Map<Table<?>, RowStatements> rows = new HashMap<>();
  private final Map<ReusedQuery<?>, Prepared> queries = new HashMap<>();
  private final Remembered remembered = new Remembered();
  private final Counters counters = new Counters();
  private final PendingRows pending = new PendingRows();
  private long foreignCommits;

  /** Whether a unit of work runs. */
  private boolean inUnit;

  /** Whether the database has something of the unit of work that runs. */
  private boolean hasSavepoint;

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
    if (pending.mayBelongTo(query, values)) {
      writePending();
    }
    Prepared prepared = queries.computeIfAbsent(query, kept -> Prepared.of(sql, kept));
    return remembered.put(query, values, prepared.fetch(statements, values));
  }

  /** For a statement that may change any row of the table. */
  public DSLContext changing(Table<?> table) throws SQLException {
    beginChange();
    remembered.forget(table);
    return sql;
  }

  /** Before a statement changes something at once: it finds all that was written before it. */
  private void beginChange() throws SQLException {
    changed = true;
    writePending();
    setSavepoint();
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
    writePending();
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
   * Writes what is to be in the commit.
   *
   * @throws SQLException when it failed, and nothing of the transaction took effect
   */
  public void prepareCommit(SqlDatabase engine) throws SQLException {
    counters.write(this);
    pending.keep();
    writePending();
    if (changed) {
      engine.announce(connection);
    }
  }

  /** Commits what was prepared. */
  public void commit() throws SQLException {
    connection.setAutoCommit(true);
  }

  /** Begins a part of the transaction that can be taken back by itself. */
  public void beginUnit() {
    counters.mark();
    inUnit = true;
    hasSavepoint = false;
  }

  /** Ends the part and keeps what it did for the commit. */
  public void keepUnit() throws SQLException {
    pending.keep();
    endUnit();
  }

  /** Ends the part and takes back what it did. */
  public void takeUnitBack() throws SQLException {
    pending.drop();
    remembered.forgetAll();
    counters.rollback();
    if (hasSavepoint) {
      execute("rollback to savepoint unit");
    }
    endUnit();
  }

  private void endUnit() throws SQLException {
    inUnit = false;
    if (hasSavepoint) {
      execute("release savepoint unit");
    }
  }

  private void setSavepoint() throws SQLException {
    if (inUnit && !hasSavepoint) {
      execute("savepoint unit");
      hasSavepoint = true;
    }
  }

  /** JDBC's own savepoints are named, and so prepared, anew each time. */
  private void execute(String sql) throws SQLException {
    statements.of(sql).execute();
  }

  /** Has the database know all that was written. */
  private void writePending() throws SQLException {
    Map<Table<?>, PendingRows.Pending> kept = pending.takeKept();
    try {
      write(kept);
    } catch (SQLException e) {
      throw inUnit ? new BrokenException(e) : e;
    }
    Map<Table<?>, PendingRows.Pending> own = pending.takeOwn();
    if (!own.isEmpty()) {
      setSavepoint();
      write(own);
    }
  }

  private void write(Map<Table<?>, PendingRows.Pending> all) throws SQLException {
    for (Map.Entry<Table<?>, PendingRows.Pending> each : all.entrySet()) {
      RowStatements rows = rows(each.getKey());
      rows.update(statements, each.getValue().changes());
      rows.insert(statements, each.getValue().added());
    }
  }

  /** Inserts rows and tells how many. */
  public int insert(Table<?> table, List<? extends Record> records) throws SQLException {
    beginChange();
    rows(table).insert(statements, records);
    rememberAdded(table, records);
    return records.size();
  }

  /** Inserts rows, whose keys nobody has, at the latest with the commit. */
  public void append(Table<?> table, List<? extends Record> records) throws SQLException {
    if (records.size() > MOST_PENDING) {
      insert(table, records);
    } else {
      changed = true;
      pending.add(table, records);
      rememberAdded(table, records);
    }
  }

  private void rememberAdded(Table<?> table, List<? extends Record> records) {
    if (records.size() > MOST_REMEMBERED) {
      remembered.forget(table);
    } else {
      RowStatements rows = rows(table);
      records.forEach(row -> remembered.inserted(table, rows.key(row), row));
    }
  }

  /**
   * Replaces the row with the same key and tells whether there is one: at the latest with the
   * commit, when it is known that nothing refuses that.
   */
  public boolean update(Table<?> table, Record record) throws SQLException {
    RowStatements rows = rows(table);
    List<Object> key = rows.key(record);
    Record before = known(table, key);
    boolean found;
    if (before == null || rows.isUniquenessTouched(before, record)) {
      beginChange();
      found = rows.update(statements, before, record);
    } else {
      changed = true;
      found = true;
      if (pending.replace(table, key, before, record) > MOST_PENDING) {
        writePending();
      }
    }
    if (found) {
      remembered.updated(table, key, before, record);
    }
    return found;
  }

  private @Nullable Record known(Table<?> table, List<Object> key) {
    Record written = pending.row(table, key);
    return written == null ? remembered.row(table, key) : written;
  }

  private RowStatements rows(Table<?> table) {
    return rows.computeIfAbsent(table, key -> RowStatements.of(sql, key));
  }
}
