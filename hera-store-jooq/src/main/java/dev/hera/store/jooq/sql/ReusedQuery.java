package dev.hera.store.jooq.sql;

import java.util.List;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A query for rows of one table that is often run with nothing but other values. A session renders
 * and prepares it once, which takes longer than the query itself.
 *
 * @param <T> what each row is read as
 */
public abstract class ReusedQuery<T> {
  private final Table<?> table;
  private final Function<Record, T> reading;

  /**
   * @param reading reads a row of the query
   */
  @SuppressWarnings("unchecked") // it reads the rows of its own query only
  public <R extends Record> ReusedQuery(Table<?> table, Function<R, T> reading) {
    this.table = table;
    this.reading = (Function<Record, T>) (Function<?, T>) reading;
  }

  /**
   * A query for anything.
   *
   * @param query its parameters are those of {@link #param}, in the order of the values that it is
   *     run with
   */
  public static <R extends Record, T> ReusedQuery<T> of(
      Table<?> table, Function<DSLContext, ResultQuery<R>> query, Function<R, T> reading) {
    return of(table, null, query, reading);
  }

  /**
   * The same for one that finds the rows of its table by way of another one.
   *
   * @param way gives those of the other table, with the first of the values alone
   */
  public static <R extends Record, T> ReusedQuery<T> of(
      Table<?> table,
      @Nullable Lookup<?> way,
      Function<DSLContext, ResultQuery<R>> query,
      Function<R, T> reading) {
    return new ReusedQuery<>(table, reading) {
      @Override
      public ResultQuery<?> query(DSLContext sql) {
        return query.apply(sql);
      }

      @Override
      @Nullable ReusedQuery<?> way() {
        return way;
      }
    };
  }

  /** A value of this field that is not known yet. */
  public static <V> Field<V> param(Field<V> field) {
    return DSL.param(field);
  }

  /** That the field has a value that is not known yet. */
  public static <V> Condition isAny(Field<V> field) {
    return field.eq(param(field));
  }

  public abstract ResultQuery<?> query(DSLContext sql);

  public final Table<?> table() {
    return table;
  }

  public final T read(Record row) {
    return reading.apply(row);
  }

  /**
   * The only values with which it may give this row, each of its field's type; null when there may
   * be several such.
   */
  @Nullable List<?> valuesThatGive(Record row) {
    return null;
  }

  /**
   * Whether a new row, which it may give with some values, is the next of what it gives with them.
   *
   * @param last the last one so far, if there is any
   */
  boolean isNext(Record row, @Nullable Record last) {
    return false;
  }

  /** The table of which it gives, with the key of a row, the rows that refer to that; or null. */
  @Nullable Table<?> referred() {
    return null;
  }

  /**
   * What it reads of another table to find its own rows, run with the first of its values; null
   * where it reads its own table only.
   */
  @Nullable ReusedQuery<?> way() {
    return null;
  }

  /** Whether it may give this row of its table when it is run with these values. */
  boolean mayGive(Record row, List<?> values) {
    return true;
  }

  /** Whether the values that it is run with are the key of the one row that it gives. */
  public boolean isByKey() {
    return false;
  }
}
