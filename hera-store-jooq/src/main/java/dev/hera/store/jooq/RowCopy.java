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

/**
 * Copies the rows of all tables, each after those that it refers to. A row that refers to a later
 * one of its own table refers to none until that is there, too.
 */
record RowCopy(Session from, Session to) {
  private static final int PAGE = 1_000;

  /** Nothing that is copied is asked for again. */
  private static final int MANY = Integer.MAX_VALUE;

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

  /** Whether any table has a row. */
  static boolean isNotEmpty(DSLContext sql) {
    return TABLES.stream().anyMatch(sql::fetchExists);
  }

  /** The rows of each table, in the order in which they are copied. */
  static Map<String, RowSum> sums(Session session) throws SQLException {
    Map<String, RowSum> sums = new LinkedHashMap<>();
    for (Table<?> table : TABLES) {
      sums.put(table.getName(), sum(new Pages<>(session, table)));
    }
    return sums;
  }

  private static RowSum sum(Pages<?> pages) throws SQLException {
    RowSum sum = RowSum.NONE;
    for (List<? extends Record> rows = pages.next(); !rows.isEmpty(); rows = pages.next()) {
      sum = sum.plus(rows);
    }
    return sum;
  }

  /**
   * Copies everything, a thousand rows a commit.
   *
   * @param told is given the name of a table when all its rows were copied, and how many they are
   * @return what was copied
   */
  Map<String, RowSum> copy(BiConsumer<String, Long> told) throws SQLException {
    Map<String, RowSum> copied = new LinkedHashMap<>();
    for (Table<?> table : TABLES) {
      RowSum rows = copy(table);
      copied.put(table.getName(), rows);
      told.accept(table.getName(), rows.count());
    }
    return copied;
  }

  private <R extends Record> RowSum copy(Table<R> table) throws SQLException {
    Pages<R> pages = new Pages<>(from, table);
    ForwardReferences<R> forward = new ForwardReferences<>(table);
    RowSum copied = RowSum.NONE;
    for (List<R> rows = pages.next(); !rows.isEmpty(); rows = pages.next()) {
      List<R> inserted = forward.without(rows);
      commit(() -> to.insert(table, inserted, MANY));
      copied = copied.plus(rows);
    }
    for (R row : forward.rows()) {
      commit(() -> to.update(table, row));
    }
    return copied;
  }

  private interface Change {
    void run() throws SQLException;
  }

  private void commit(Change change) throws SQLException {
    to.connection().setAutoCommit(false);
    change.run();
    to.connection().setAutoCommit(true);
  }

  /** All rows of a table, a thousand at a time. */
  private static final class Pages<R extends Record> {
    private final Session session;
    private final Field<?>[] key;
    private final ReusedQuery<R> next;
    private ReusedQuery<R> query;
    private List<?> last = List.of();

    Pages(Session session, Table<R> table) {
      List<? extends Field<?>> fields = Objects.requireNonNull(table.getPrimaryKey()).getFields();
      this.session = session;
      this.key = fields.toArray(Field[]::new);
      this.query = page(table, fields, DSL.noCondition());
      this.next = page(table, fields, isAfter(fields));
    }

    /** The next page, which is empty behind the last row. */
    List<R> next() throws SQLException {
      List<R> rows = session.fetch(query, last);
      if (!rows.isEmpty()) {
        query = next;
        last = Arrays.asList(rows.get(rows.size() - 1).into(key).intoArray());
      }
      return rows;
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
}
