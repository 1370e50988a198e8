package dev.hera.store.jooq;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.TableRecord;
import org.jooq.impl.DSL;

/**
 * A query for the rows of a table that have given values in some of its columns. It is often run
 * with nothing but other values, so a session renders and prepares it once, which else takes longer
 * than the query itself.
 *
 * @param <T> what each row is read as
 */
final class Kept<T> {
  private final Table<?> table;
  private final Function<Record, T> reading;
  private final List<Field<?>> fields;
  private final List<Field<?>> order;
  private final boolean byKey;

  private Kept(
      Table<?> table,
      Function<Record, T> reading,
      List<Field<?>> fields,
      List<Field<?>> order,
      boolean byKey) {
    this.table = table;
    this.reading = reading;
    this.fields = fields;
    this.order = order;
    this.byKey = byKey;
  }

  /** The query for the row with a primary key. */
  @SuppressWarnings("unchecked") // it reads the rows of its own table only
  static <R extends TableRecord<R>, T> Kept<T> byKey(Table<R> table, Function<R, T> reading) {
    List<Field<?>> key = List.copyOf(Objects.requireNonNull(table.getPrimaryKey()).getFields());
    return new Kept<>(table, (Function<Record, T>) (Function<?, T>) reading, key, key, true);
  }

  /** The query for the rows of the same table by these columns, in the same order. */
  Kept<T> by(Field<?>... columns) {
    return new Kept<>(table, reading, List.of(columns), order, false);
  }

  /** The same query with its rows ordered by these columns. */
  Kept<T> orderBy(Field<?>... columns) {
    return new Kept<>(table, reading, fields, List.of(columns), byKey);
  }

  Table<?> table() {
    return table;
  }

  /** The query with a parameter for each of its columns. */
  ResultQuery<?> query(DSLContext sql) {
    return select(sql, DSL.and(fields.stream().map(Kept::isAny).toList()));
  }

  /** That the field has the value of a parameter, which has none yet. */
  static <V> Condition isAny(Field<V> field) {
    return field.eq(DSL.param(field));
  }

  /** The rows with one of these values in its only column. */
  List<T> fetchAny(DSLContext sql, Collection<?> values) {
    return fetchWhere(sql, fields.get(0).in(values));
  }

  /** Other rows of its table, in its order. */
  List<T> fetchWhere(DSLContext sql, Condition condition) {
    return select(sql, condition).fetch(reading::apply);
  }

  private Select<?> select(DSLContext sql, Condition condition) {
    return sql.selectFrom(table).where(condition).orderBy(order);
  }

  T read(Record row) {
    return reading.apply(row);
  }

  /** Whether the values that it is run with are the key of the one row that it gives. */
  boolean isByKey() {
    return byKey;
  }
}
