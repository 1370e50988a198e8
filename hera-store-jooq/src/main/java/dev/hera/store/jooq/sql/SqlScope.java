package dev.hera.store.jooq.sql;

import dev.hera.spi.IdKind;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.TransactionGuard;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Table;
import org.jooq.TableRecord;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * What one unit of work may do while it runs, and the first failure that it met. All SQL of the
 * stores goes through here: this is where misuse is refused and SQL errors are translated.
 */
public final class SqlScope {
  private final Session session;
  private final SqlDatabase engine;
  private final TransactionGuard guard;
  private @Nullable Throwable failure;

  public SqlScope(Session session, SqlDatabase engine, boolean writes) {
    this.session = session;
    this.engine = engine;
    this.guard = new TransactionGuard(writes);
  }

  /** Runs a query. */
  public <T> T read(Function<DSLContext, T> query) {
    check();
    try {
      return run(query, session.reading());
    } catch (SQLException e) {
      throw failed("a table", e);
    }
  }

  private static <T> T run(Function<DSLContext, T> statement, DSLContext sql) throws SQLException {
    try {
      return statement.apply(sql);
    } catch (DataAccessException e) {
      SQLException cause = e.getCause(SQLException.class);
      throw cause == null ? new SQLException(e) : cause;
    }
  }

  /** Runs a reused query with these values and gives an unmodifiable list. */
  public <T> List<T> fetch(ReusedQuery<T> query, List<?> values) {
    check();
    try {
      return session.fetch(query, values);
    } catch (SQLException e) {
      throw failed("a table", e);
    }
  }

  /** Runs a reused query, of which at most one row can come, with these values. */
  public <T> Optional<T> find(ReusedQuery<T> query, List<?> values) {
    List<T> rows = fetch(query, values);
    return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
  }

  /** Runs a statement that changes rows of the table and gives what it gives. */
  public <T> T write(Table<?> table, Function<DSLContext, T> statement) {
    return change(table.getName(), () -> run(statement, session.changing(table)));
  }

  /** Takes so many ids of a kind and gives the first of them. */
  public long takeIds(IdKind kind, int count) {
    return change("counters", () -> session.takeIds(kind, count));
  }

  /**
   * Inserts rows of one table.
   *
   * @param all how many the work inserts at once, these and others
   */
  public void insert(List<? extends TableRecord<?>> records, int all) {
    if (records.isEmpty()) {
      guard.change(() -> true);
      return;
    }
    Table<?> table = records.get(0).getTable();
    change(table.getName(), () -> session.insert(table, records, all));
  }

  /** Inserts rows of one table whose keys nobody else can have, at the latest with the commit. */
  public void append(List<? extends TableRecord<?>> records) {
    if (!records.isEmpty()) {
      Table<?> table = records.get(0).getTable();
      this.<Boolean>change(
          table.getName(),
          () -> {
            session.append(table, records);
            return true;
          });
    } else {
      guard.change(() -> true);
    }
  }

  /** Whether a row with this key is known to be there; not what a row has in its other columns. */
  public boolean isRemembered(Table<?> table, List<?> key) {
    check();
    return session.isRemembered(table, key);
  }

  /** Replaces the row with the same key. */
  public void update(TableRecord<?> row) {
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
    check();
    return guard.change(() -> noting(table, change));
  }

  private <T> T noting(String table, Change<T> change) {
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
  public void end() {
    guard.end();
  }

  /** The first failure of a statement, if any: then nothing of the work may be kept. */
  public @Nullable Throwable failure() {
    return failure;
  }

  /** Whether the store itself failed, so that the connection is no longer to be trusted. */
  public boolean isBroken() {
    return failure instanceof StoreUnavailableException || failure instanceof Error;
  }

  private RuntimeException failed(String table, SQLException e) {
    RuntimeException translated = Failures.refusal(engine, table, e);
    failure = translated;
    return translated;
  }

  /** Refuses a use of the transaction that is wrong, and every use after a failed statement. */
  public void check() {
    guard.requireUsable();
    if (failure != null) {
      throw new IllegalStateException("the work may not go on after a failed statement", failure);
    }
  }
}
