package dev.hera.store.jooq.sql;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.TableRecord;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A query for the rows of a table that have given values in some of its columns.
 *
 * @param <T> what each row is read as
 */
public final class Lookup<T> extends ReusedQuery<T> {
  private final List<Field<?>> columns;
  private final int[] places;
  private final Condition also;
  private final List<Field<?>> order;
  private final boolean byKey;

  /** Whether it gives all rows with its values, in an order of numbers. */
  private final boolean isExact;

  /** The table whose key its values are. */
  private final @Nullable Table<?> referred;

  private final Map<Integer, ReusedQuery<T>> several = new ConcurrentHashMap<>();

  private <R extends Record> Lookup(
      Table<?> table,
      Function<R, T> reading,
      List<Field<?>> columns,
      Condition also,
      List<Field<?>> order,
      boolean byKey) {
    super(table, reading);
    this.columns = columns;
    this.places = columns.stream().mapToInt(table::indexOf).toArray();
    this.also = also;
    this.order = order;
    this.byKey = byKey;
    this.isExact =
        also.equals(DSL.noCondition())
            && order.stream().allMatch(field -> field.getType() == Long.class);
    this.referred =
        table.getReferences().stream()
            .filter(reference -> reference.getFields().equals(columns))
            .<Table<?>>map(reference -> reference.getKey().getTable())
            .findFirst()
            .orElse(null);
  }

  /** The query for the row with a primary key. */
  public static <R extends TableRecord<R>, T> Lookup<T> byKey(
      Table<R> table, Function<R, T> reading) {
    List<Field<?>> key = List.copyOf(Objects.requireNonNull(table.getPrimaryKey()).getFields());
    return new Lookup<>(table, reading, key, DSL.noCondition(), key, true);
  }

  /** The query for the rows of the same table by these columns, in the same order. */
  public Lookup<T> by(Field<?>... newColumns) {
    return new Lookup<>(table(), this::read, List.of(newColumns), also, order, false);
  }

  /** The same query for those of its rows of which this is true, a condition without parameters. */
  public Lookup<T> where(Condition condition) {
    return new Lookup<>(table(), this::read, columns, condition, order, byKey);
  }

  /** The same query with its rows ordered by these columns. */
  public Lookup<T> orderBy(Field<?>... newOrder) {
    return new Lookup<>(table(), this::read, columns, also, List.of(newOrder), byKey);
  }

  @Override
  public Select<?> query(DSLContext sql) {
    return select(sql, DSL.and(columns.stream().map(ReusedQuery::isAny).toList()).and(also));
  }

  /**
   * The query for the rows with one of so many values, which come in ascending order, in its only
   * column; in the order of this query if that begins with the column.
   */
  public ReusedQuery<T> any(int count) {
    return several.computeIfAbsent(count, values -> new Any<>(this, values));
  }

  /** Asks for several values what {@link #one} is asked for one. */
  static final class Any<T> extends ReusedQuery<T> {
    private final Lookup<T> one;
    private final int count;

    Any(Lookup<T> one, int count) {
      super(one.table(), one::read);
      this.one = one;
      this.count = count;
    }

    @Override
    public Select<?> query(DSLContext sql) {
      return one.select(sql, isAnyOf(one.columns.get(0), count).and(one.also));
    }

    Lookup<T> one() {
      return one;
    }

    @Override
    boolean mayGive(Record row, List<?> values) {
      return values.contains(row.get(one.places[0]));
    }

    /** The rows that {@link #one} would have given for each of these values. */
    Map<Object, List<Record>> answers(Collection<?> values, List<Record> rows) {
      Map<Object, List<Record>> answers = new HashMap<>();
      values.forEach(value -> answers.put(value, new ArrayList<>()));
      for (Record row : rows) {
        Objects.requireNonNull(answers.get(row.get(one.columns.get(0)))).add(row);
      }
      return answers;
    }

    private static <V> Condition isAnyOf(Field<V> field, int count) {
      return field.in(Collections.nCopies(count, param(field)));
    }
  }

  /** Other rows of its table, in its order. */
  public List<T> fetchWhere(DSLContext sql, Condition condition) {
    return select(sql, condition).fetch(this::read);
  }

  private Select<?> select(DSLContext sql, Condition condition) {
    return sql.selectFrom(table()).where(condition).orderBy(order);
  }

  @Override
  List<?> valuesThatGive(Record row) {
    @Nullable Object[] values = new @Nullable Object[places.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(places[i]);
    }
    return Arrays.asList(values);
  }

  @Override
  boolean isNext(Record row, @Nullable Record last) {
    return isExact && (last == null || isAfter(row, last));
  }

  private boolean isAfter(Record row, Record last) {
    for (Field<?> field : order) {
      long difference = (Long) row.get(field) - (Long) last.get(field);
      if (difference != 0) {
        return difference > 0;
      }
    }
    return false;
  }

  @Override
  @Nullable Table<?> referred() {
    return isExact ? referred : null;
  }

  @Override
  boolean mayGive(Record row, List<?> values) {
    for (int i = 0; i < places.length; i++) {
      if (!values.get(i).equals(row.get(places[i]))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean isByKey() {
    return byKey;
  }
}
