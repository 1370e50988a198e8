package dev.hera.store.jooq.sql;

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

/** What writes rows of one table: each of its statements is rendered by jOOQ, once. */
final class RowStatements {
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
  private final Map<Integer, RowWrite.Text> inserts = new HashMap<>();
  private final Texts texts;
  private final Map<BitSet, RowWrite.Text> updates = new HashMap<>();

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

  /** What inserts these rows, in their order. */
  List<RowWrite> inserts(List<? extends Record> rows) {
    List<RowWrite> all = new ArrayList<>();
    int from = 0;
    for (int together : isAlone() ? ALONE : TOGETHER) {
      int to = rows.size() - (rows.size() - from) % together;
      if (to > from) {
        RowWrite.Text text = inserts.computeIfAbsent(together, this::insert);
        all.add(new RowWrite(text, rows.subList(from, to)));
        from = to;
      }
    }
    return all;
  }

  /** H2 has no {@code on conflict}, but merges rows, which must then differ from each other. */
  private boolean isAlone() {
    return keyOnly && sql.family() == SQLDialect.H2;
  }

  private RowWrite.Text insert(int together) {
    List<Field<?>> fields = List.of(table.fields());
    var insert = sql.insertInto(table, fields);
    for (int i = 0; i < together; i++) {
      insert = insert.values(fields.stream().map(ReusedQuery::param).toList());
    }
    return new RowWrite.Text(
        table.getName(),
        sql.render(keyOnly ? insert.onConflictDoNothing() : insert),
        IntStream.range(0, fields.size()).boxed().toList(),
        together,
        keyOnly,
        texts);
  }

  /** Whether a row in place of the one before may break a uniqueness rule. */
  boolean isUniquenessTouched(Record before, Record row) {
    return differences(before, row).intersects(unique);
  }

  /** What replaces rows that exist, as {@link #update(Record, Record)} does. */
  List<RowWrite> updates(List<PendingRows.Change> changes) {
    Map<BitSet, List<Record>> alike = new LinkedHashMap<>();
    for (PendingRows.Change change : changes) {
      BitSet written = differences(change.before(), change.row());
      if (!written.isEmpty()) {
        alike.computeIfAbsent(written, each -> new ArrayList<>()).add(change.row());
      }
    }
    return alike.entrySet().stream().map(each -> update(each.getKey(), each.getValue())).toList();
  }

  /**
   * What replaces the row with the same key; null when it is that already. Writes only what differs
   * from the row before, where that is known, so that only the indexes on it are touched.
   */
  @Nullable RowWrite update(@Nullable Record before, Record row) {
    BitSet written = before == null ? others : differences(before, row);
    return written.isEmpty() ? null : update(written, List.of(row));
  }

  private RowWrite update(BitSet written, List<Record> rows) {
    return new RowWrite(updates.computeIfAbsent(written, this::update), rows);
  }

  private static BitSet differences(Record before, Record row) {
    BitSet differences = new BitSet();
    for (int i = 0; i < row.size(); i++) {
      differences.set(i, !Objects.equals(before.get(i), row.get(i)));
    }
    return differences;
  }

  private RowWrite.Text update(BitSet written) {
    List<? extends Field<?>> fields = written.stream().mapToObj(table::field).toList();
    List<Condition> matches =
        IntStream.of(keys).<Condition>mapToObj(i -> ReusedQuery.isAny(table.field(i))).toList();
    return new RowWrite.Text(
        table.getName(),
        sql.render(sql.update(table).set(parameters(fields)).where(matches)),
        IntStream.concat(written.stream(), IntStream.of(keys)).boxed().toList(),
        1,
        false,
        texts);
  }
}
