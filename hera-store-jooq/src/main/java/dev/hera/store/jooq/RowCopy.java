package dev.hera.store.jooq;

import dev.hera.store.jooq.sql.ReusedQuery;
import dev.hera.store.jooq.sql.Session;
import dev.hera.store.jooq.tables.DefaultSchema;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.ForeignKey;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** Copies the rows of all tables, each after those that it refers to. */
record RowCopy(Session from, Session to) {
  private static final int PAGE = 1_000;
  private static final Set<Table<?>> TABLES = inOrder(DefaultSchema.DEFAULT_SCHEMA.getTables());

  private static Set<Table<?>> inOrder(List<Table<?>> tables) {
    Set<Table<?>> ordered = new LinkedHashSet<>();
    tables.forEach(table -> add(table, ordered));
    return ordered;
  }

  private static void add(Table<?> table, Set<Table<?>> ordered) {
    for (ForeignKey<?, ?> reference : table.getReferences()) {
      Table<?> other = reference.getKey().getTable();
      if (!other.equals(table)) {
        add(other, ordered);
      }
    }
    ordered.add(table);
  }

  /** How many rows each table has, in the order in which they are copied. */
  static Map<String, Long> count(DSLContext sql) {
    Map<String, Long> counts = new LinkedHashMap<>();
    TABLES.forEach(table -> counts.put(table.getName(), (long) sql.fetchCount(table)));
    return counts;
  }

  /**
   * Copies everything, a thousand rows a commit.
   *
   * @param told is given the name of a table when all its rows were copied, and how many they are
   */
  Map<String, Long> copy(BiConsumer<String, Long> told) throws SQLException {
    Map<String, Long> copied = new LinkedHashMap<>();
    for (Table<?> table : TABLES) {
      long count = copy(table);
      copied.put(table.getName(), count);
      told.accept(table.getName(), count);
    }
    return copied;
  }

  private <R extends Record> long copy(Table<R> table) throws SQLException {
    List<? extends Field<?>> key = Objects.requireNonNull(table.getPrimaryKey()).getFields();
    ReusedQuery<R> first = page(table, key, DSL.noCondition());
    ReusedQuery<R> next = page(table, key, isAfter(key));
    long count = 0;
    List<R> rows = from.fetch(first, List.of());
    while (!rows.isEmpty()) {
      to.connection().setAutoCommit(false);
      count += to.insert(table, rows);
      to.connection().setAutoCommit(true);
      R last = rows.get(rows.size() - 1);
      rows = from.fetch(next, Arrays.asList(last.into(key.toArray(Field[]::new)).intoArray()));
    }
    return count;
  }

  private static <R extends Record> ReusedQuery<R> page(
      Table<R> table, List<? extends Field<?>> key, Condition condition) {
    return ReusedQuery.of(
        table,
        sql -> sql.selectFrom(table).where(condition).orderBy(key).limit(DSL.inline(PAGE)),
        Function.<R>identity());
  }

  private static Condition isAfter(List<? extends Field<?>> key) {
    return DSL.row(key).gt(DSL.row(key.stream().map(ReusedQuery::param).toList()));
  }
}
