package dev.hera.store.jooq;

import dev.hera.spi.IdKind;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.UniquenessException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.TableRecord;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * What one unit of work may do while it runs, and the first failure that it met. All SQL of the
 * stores goes through here: this is where misuse is refused and SQL errors are translated.
 */
final class Scope {
  private final Session session;
  private final JooqStore.Engine engine;
  private final boolean writable;
  private final Thread thread = Thread.currentThread();
  private boolean ended;
  private @Nullable Throwable failure;

  Scope(Session session, JooqStore.Engine engine, boolean writable) {
    this.session = session;
    this.engine = engine;
    this.writable = writable;
  }

  /** Runs a query. */
  <T> T read(Function<DSLContext, T> query) {
    return run(() -> query.apply(session.sql()));
  }

  private <T> T run(Supplier<T> statement) {
    check();
    try {
      return statement.get();
    } catch (DataAccessException e) {
      SQLException cause = e.getCause(SQLException.class);
      throw failed("a table", cause == null ? new SQLException(e) : cause);
    }
  }

  /** Runs a kept query with these values and gives an unmodifiable list. */
  <T> List<T> fetch(Kept<T> query, List<?> values) {
    check();
    try {
      return session.fetch(query, values);
    } catch (SQLException e) {
      throw failed("a table", e);
    }
  }

  /** Runs a kept query, of which at most one row can come, with these values. */
  <T> Optional<T> find(Kept<T> query, List<?> values) {
    List<T> rows = fetch(query, values);
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
  }

  /** Runs a statement that changes rows of the table and gives what it gives. */
  <T> T write(Table<?> table, Function<DSLContext, T> statement) {
    return change(table.getName(), () -> run(() -> statement.apply(session.changing(table))));
  }

  /** Takes so many ids of a kind and gives the first of them. */
  long takeIds(IdKind kind, int count) {
    return change("counters", () -> session.takeIds(kind, count));
  }

  /** Inserts rows of one table. */
  void insert(List<? extends TableRecord<?>> records) {
    if (records.isEmpty()) {
      checkWritable();
      return;
    }
    Table<?> table = records.get(0).getTable();
    change(table.getName(), () -> session.insert(table, records));
  }

  /** Replaces the row with the same key. */
  void update(TableRecord<?> row) {
    String table = row.getTable().getName();
    if (!change(table, () -> session.update(row.getTable(), row))) {
      IllegalStateException missing =
          new IllegalStateException(
              "no row of " + table + " has this id; insert it before updating it");
      failure = missing;
      throw missing;
    }
  }

  private interface Change<T> {
    T run() throws SQLException;
  }

  /** Runs a change. When it fails in any way, nothing of the work may be kept. */
  private <T> T change(String table, Change<T> change) {
    checkWritable();
    try {
      return change.run();
    } catch (SQLException e) {
      throw failed(table, e);
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }

  /** Ends the scope; every later use fails. */
  void end() {
    ended = true;
  }

  /** The first failure of a statement, if any: then nothing of the work may be kept. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** Whether the store itself failed, so that the connection is no longer to be trusted. */
  boolean isBroken() {
    return failure instanceof StoreUnavailableException || failure instanceof Error;
  }

  private RuntimeException failed(String table, SQLException e) {
    RuntimeException translated = translate(table, e);
    failure = translated;
    return translated;
  }

  private RuntimeException translate(String table, SQLException e) {
    if (engine.isUniqueness(e)) {
      return new UniquenessException(
          table + ": a row with this id or with the same unique values exists already", e);
    }
    if (engine.isForeignKey(e)) {
      return new IllegalStateException(
          table + ": the row refers to one that does not exist; insert that one first", e);
    }
    return Failures.unavailable(engine, e);
  }

  /** Refuses any use after the work ended, on another thread, or after a failure. */
  void check() {
    if (ended || Thread.currentThread() != thread) {
      throw new IllegalStateException(
          "a transaction is valid only while its work runs, and only on its thread");
    }
    if (failure != null) {
      throw new IllegalStateException("the work may not go on after a failed statement", failure);
    }
  }

  private void checkWritable() {
    check();
    if (!writable) {
      throw new IllegalStateException("nothing can be changed in read(); use write()");
    }
  }
}
