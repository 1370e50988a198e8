package dev.hera.store.jooq.sql;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * The rows that are written on one connection: at once, or together with those of other units of
 * work, at the latest with the commit. What the running unit of work wrote can be taken back.
 */
final class RowWrites {
  /** So many pending rows of a table take longer to look through than to write. */
  private static final int MOST_PENDING = 100;

  private final Statements statements;
  private final Sending sending;
  private final DSLContext sql;
  private final Remembered remembered;
  private final IdentityHashMap<Table<?>, RowStatements> rows = new IdentityHashMap<>();
  private final PendingRows pending = new PendingRows();

  /** How what the running unit of work did is taken back. */
  private Undoing undoing = Undoing.NONE;

  private enum Undoing {
    /** No unit of work runs. */
    NONE,

    /** Nothing of it is in the database. */
    DROP,

    /** The same, and nothing of another one either. */
    DROP_FIRST,

    ROLLBACK_TO_SAVEPOINT,

    /** It is the only one that is in the transaction. */
    ROLLBACK
  }

  RowWrites(Statements statements, Sending sending, DSLContext sql, Remembered remembered) {
    this.statements = statements;
    this.sending = sending;
    this.sql = sql;
    this.remembered = remembered;
  }

  /** Begins a unit of work; the first one finds nothing else in the transaction. */
  void beginUnit(boolean first) {
    undoing = first ? Undoing.DROP_FIRST : Undoing.DROP;
  }

  /** Ends the unit of work and keeps what it wrote for the commit. */
  void keepUnit() throws SQLException {
    pending.keep();
    if (undoing == Undoing.ROLLBACK_TO_SAVEPOINT) {
      execute("release savepoint unit");
    }
    undoing = Undoing.NONE;
  }

  /**
   * Ends the unit of work and takes back what it wrote.
   *
   * @return whether the transaction is to be rolled back for that, in which there is nothing else
   */
  boolean takeUnitBack() throws SQLException {
    pending.drop();
    boolean alone = undoing == Undoing.ROLLBACK;
    if (undoing == Undoing.ROLLBACK_TO_SAVEPOINT) {
      execute("rollback to savepoint unit");
      execute("release savepoint unit");
    }
    undoing = Undoing.NONE;
    return alone;
  }

  /** Before a statement changes something at once: it finds all that was written before it. */
  void beginChange() throws SQLException {
    writePending();
    setSavepoint();
  }

  /** Before the running unit of work changes the database. */
  private void setSavepoint() throws SQLException {
    if (undoing == Undoing.DROP_FIRST) {
      undoing = Undoing.ROLLBACK;
    } else if (undoing == Undoing.DROP) {
      execute("savepoint unit");
      undoing = Undoing.ROLLBACK_TO_SAVEPOINT;
    }
  }

  /** JDBC's own savepoints are named, and so prepared, anew each time. */
  private void execute(String sql) throws SQLException {
    statements.of(sql).execute();
  }

  /** Before a question is asked: the database knows all that may belong to the answer. */
  void beginQuestion(ReusedQuery<?> query, List<?> values) throws SQLException {
    if (pending.mayBelongTo(query, values)) {
      writePending();
    }
  }

  /**
   * Writes all that is kept for the commit.
   *
   * @param last a statement that is executed after that; null for none
   */
  void prepareCommit(@Nullable String last) throws SQLException {
    pending.keep();
    sending.send(writes(pending.takeKept()), last);
  }

  /** Has the database know all that was written. */
  void writePending() throws SQLException {
    writeKept();
    writeOwn(List.of());
  }

  private void writeKept() throws SQLException {
    try {
      sending.send(writes(pending.takeKept()), null);
    } catch (SQLException e) {
      throw undoing == Undoing.NONE ? e : new BrokenException(e);
    }
  }

  /** Writes what the running unit of work wrote, and more of it. */
  private void writeOwn(List<RowWrite> more) throws SQLException {
    List<RowWrite> own = new ArrayList<>(writes(pending.takeOwn()));
    own.addAll(more);
    if (!own.isEmpty()) {
      setSavepoint();
      sending.send(own, null);
    }
  }

  private List<RowWrite> writes(Map<Table<?>, PendingRows.Pending> all) {
    List<RowWrite> writes = new ArrayList<>();
    all.forEach(
        (table, each) -> {
          writes.addAll(rows(table).updates(each.changes()));
          writes.addAll(rows(table).inserts(each.added()));
        });
    return writes;
  }

  /**
   * Inserts rows and tells how many.
   *
   * @param all how many are inserted at once, these and others
   */
  int insert(Table<?> table, List<? extends Record> records, int all) throws SQLException {
    writeKept();
    writeOwn(rows(table).inserts(records));
    rememberAdded(table, records, all);
    return records.size();
  }

  /** Inserts rows, whose keys nobody has, at the latest with the commit. */
  void append(Table<?> table, List<? extends Record> records) throws SQLException {
    if (records.size() > MOST_PENDING) {
      insert(table, records, records.size());
    } else {
      pending.add(table, records);
      rememberAdded(table, records, records.size());
    }
  }

  private void rememberAdded(Table<?> table, List<? extends Record> records, int all) {
    if (all > Remembered.MOST) {
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
  boolean update(Table<?> table, Record record) throws SQLException {
    RowStatements rows = rows(table);
    List<Object> key = rows.key(record);
    Record before = known(table, key);
    boolean found;
    if (before == null || rows.isUniquenessTouched(before, record)) {
      beginChange();
      RowWrite write = rows.update(before, record);
      found = write == null || write.executeIfThere(statements);
    } else {
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
