package dev.hera.store.jooq.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Index;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.UniqueKey;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows of one table. jOOQ renders a statement once; the rows are then bound with plain JDBC,
 * several times faster than rendering each of them.
 */
final class RowStatements {
  private static final int BATCH = 1_000;

  /**
   * How many rows one statement inserts, as long as there are so many: SQLite takes two thirds of
   * the time for a row among many.
   */
  private static final int[] TOGETHER = {64, 8, 1};

  private static final int[] ALONE = {1};

  private final DSLContext sql;
  private final Table<?> table;
  private final int[] keys;
  private final BitSet others;

  /** A row that is nothing but its key may be there already, as the same one. */
  private final boolean keyOnly;

  private final BitSet unique = new BitSet();
  private final Map<Integer, Text> inserts = new HashMap<>();
  private final Texts texts;
  private final Map<BitSet, Text> updates = new HashMap<>();

  private RowStatements(DSLContext sql, Table<?> table, int[] keys) {
    this.sql = sql;
    this.table = table;
    this.keys = keys;
    this.texts = Texts.of(sql.dialect());
    this.others = new BitSet();
    this.others.set(0, table.fields().length);
    IntStream.of(keys).forEach(others::clear);
    this.keyOnly = others.isEmpty();
    table.getIndexes().stream()
        .filter(Index::getUnique)
        .flatMap(index -> index.getFields().stream())
        .forEach(field -> unique.set(table.indexOf(field.getName())));
  }

  static RowStatements of(DSLContext sql, Table<?> table) {
    UniqueKey<?> key = Objects.requireNonNull(table.getPrimaryKey(), "a primary key");
    int[] keys = key.getFields().stream().mapToInt(table::indexOf).toArray();
    return new RowStatements(sql, table, keys);
  }

  /** The values of the row's primary key. */
  List<Object> key(Record row) {
    Object[] values = new Object[keys.length];
    for (int i = 0; i < keys.length; i++) {
      values[i] = row.get(keys[i]);
    }
    return List.of(values);
  }

  private static Map<Field<?>, Object> parameters(List<? extends Field<?>> fields) {
    Map<Field<?>, Object> parameters = new LinkedHashMap<>();
    fields.forEach(field -> parameters.put(field, DSL.param(field)));
    return parameters;
  }

  void insert(Statements statements, List<? extends Record> rows) throws SQLException {
    int from = 0;
    for (int together : isAlone() ? ALONE : TOGETHER) {
      int to = rows.size() - (rows.size() - from) % together;
      if (to > from) {
        Text text = inserts.computeIfAbsent(together, this::insert);
        execute(statements, text, rows.subList(from, to));
        from = to;
      }
    }
  }

  /** H2 has no {@code on conflict}, but merges rows, which must then differ from each other. */
  private boolean isAlone() {
    return keyOnly && sql.family() == SQLDialect.H2;
  }

  private Text insert(int together) {
    List<Field<?>> fields = List.of(table.fields());
    var insert = sql.insertInto(table, fields);
    for (int i = 0; i < together; i++) {
      insert = insert.values(fields.stream().map(ReusedQuery::param).toList());
    }
    return new Text(
        sql.render(keyOnly ? insert.onConflictDoNothing() : insert),
        IntStream.range(0, fields.size()).toArray(),
        together);
  }

  private void execute(Statements statements, Text text, List<? extends Record> rows)
      throws SQLException {
    PreparedStatement statement = statements.of(text.sql);
    if (rows.size() == text.rows) {
      bind(statement, rows, text);
      requireWritten(statement.executeUpdate());
      return;
    }
    try {
      for (int from = 0; from < rows.size(); from += text.rows) {
        bind(statement, rows.subList(from, from + text.rows), text);
        statement.addBatch();
        if (from % BATCH >= BATCH - text.rows) {
          requireWritten(statement.executeBatch());
        }
      }
      requireWritten(statement.executeBatch());
    } finally {
      statement.clearBatch();
    }
  }

  /** Whether a row in place of the one before may break a uniqueness rule. */
  boolean isUniquenessTouched(Record before, Record row) {
    return differences(before, row).intersects(unique);
  }

  /** Replaces rows that exist, as {@link #update(Statements, Record, Record)} does. */
  void update(Statements statements, List<PendingRows.Change> changes) throws SQLException {
    Map<BitSet, List<Record>> alike = new LinkedHashMap<>();
    for (PendingRows.Change change : changes) {
      BitSet written = differences(change.before(), change.row());
      if (!written.isEmpty()) {
        alike.computeIfAbsent(written, each -> new ArrayList<>()).add(change.row());
      }
    }
    for (Map.Entry<BitSet, List<Record>> each : alike.entrySet()) {
      execute(statements, updates.computeIfAbsent(each.getKey(), this::update), each.getValue());
    }
  }

  /**
   * Replaces the row with the same key and tells whether there was one. Writes only what differs
   * from the row before, where that is known, so that only the indexes on it are touched.
   */
  boolean update(Statements statements, @Nullable Record before, Record row) throws SQLException {
    BitSet written = before == null ? others : differences(before, row);
    if (written.isEmpty()) {
      return true;
    }
    Text update = updates.computeIfAbsent(written, this::update);
    PreparedStatement statement = statements.of(update.sql);
    bind(statement, List.of(row), update);
    return statement.executeUpdate() > 0;
  }

  /** Nothing that is answered as written may have met no row. */
  private void requireWritten(int... counts) throws SQLException {
    for (int count : counts) {
      if (count == 0 && !keyOnly) {
        throw new SQLException("a row of " + table.getName() + " is gone that was there before");
      }
    }
  }

  private static BitSet differences(Record before, Record row) {
    BitSet differences = new BitSet();
    for (int i = 0; i < row.size(); i++) {
      differences.set(i, !Objects.equals(before.get(i), row.get(i)));
    }
    return differences;
  }

  private Text update(BitSet written) {
    List<? extends Field<?>> fields = written.stream().mapToObj(table::field).toList();
    List<Condition> matches =
        IntStream.of(keys).<Condition>mapToObj(i -> ReusedQuery.isAny(table.field(i))).toList();
    return new Text(
        sql.render(sql.update(table).set(parameters(fields)).where(matches)),
        IntStream.concat(written.stream(), IntStream.of(keys)).toArray(),
        1);
  }

  private void bind(PreparedStatement statement, List<? extends Record> rows, Text text)
      throws SQLException {
    int parameter = 0;
    for (Record row : rows) {
      for (int place : text.order) {
        statement.setObject(++parameter, texts.written(row.get(place)));
      }
    }
  }

  /**
   * A statement for so many rows and, for each of its parameters of one row, the place of its value
   * there.
   */
  private static final class Text {
    final String sql;
    final int[] order;
    final int rows;

    Text(String sql, int[] order, int rows) {
      this.sql = sql;
      this.order = order;
      this.rows = rows;
    }
  }
}
