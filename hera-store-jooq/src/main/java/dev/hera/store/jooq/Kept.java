package dev.hera.store.jooq;

import java.util.Objects;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.TableRecord;
import org.jooq.impl.DSL;

/**
 * A query that is often run with nothing but other parameters. A session renders and prepares it
 * once, which else takes longer than the query itself.
 *
 * @param <T> what each row is read as
 */
final class Kept<T> {
  private final Table<?> table;
  private final Function<DSLContext, ? extends ResultQuery<?>> query;
  private final Function<Record, T> reading;
  private final boolean byKey;

  @SuppressWarnings("unchecked") // it reads the rows of its own query only
  private <R extends Record> Kept(
      Table<?> table,
      Function<DSLContext, ? extends ResultQuery<R>> query,
      Function<R, T> reading,
      boolean byKey) {
    this.table = table;
    this.query = query;
    this.reading = (Function<Record, T>) reading;
    this.byKey = byKey;
  }

  /**
   * A query for any rows.
   *
   * @param table the one that it reads, and no other
   * @param query makes it; its parameters are those of {@link #isAny}, in the order of the values
   *     that it is run with
   * @param reading reads a row
   */
  static <R extends Record, T> Kept<T> of(
      Table<?> table,
      Function<DSLContext, ? extends ResultQuery<R>> query,
      Function<R, T> reading) {
    return new Kept<>(table, query, reading, false);
  }

  /** The query for the row with a key of one column. */
  static <R extends TableRecord<R>, T> Kept<T> byKey(Table<R> table, Function<R, T> reading) {
    TableField<R, ?> key = Objects.requireNonNull(table.getPrimaryKey()).getFields().get(0);
    return new Kept<>(table, sql -> sql.selectFrom(table).where(isAny(key)), reading, true);
  }

  /** That the field has the value of a parameter, which has none yet. */
  static <T> Condition isAny(Field<T> field) {
    return field.eq(DSL.param(field));
  }

  Table<?> table() {
    return table;
  }

  ResultQuery<?> query(DSLContext sql) {
    return query.apply(sql);
  }

  T read(Record row) {
    return reading.apply(row);
  }

  /** Whether the values that it is run with are the key of the one row that it gives. */
  boolean isByKey() {
    return byKey;
  }
}
