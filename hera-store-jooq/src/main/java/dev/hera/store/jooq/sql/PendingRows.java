package dev.hera.store.jooq.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * Rows that were written and that the database does not have yet: those of several units of work go
 * there together, a table at a time. The ones of the unit of work that runs are its own until it is
 * kept, and can be dropped.
 */
final class PendingRows {
  private Map<Table<?>, Pending> kept = new LinkedHashMap<>();
  private Map<Table<?>, Pending> own = new LinkedHashMap<>();

  /** What is pending of one table: new rows, and rows in place of those with the same key. */
  static final class Pending {
    private final List<Record> added = new ArrayList<>();
    private final Map<List<?>, Change> changes = new LinkedHashMap<>();

    List<Record> added() {
      return added;
    }

    List<Change> changes() {
      return List.copyOf(changes.values());
    }

    int size() {
      return added.size() + changes.size();
    }

    private void add(List<?> key, Change change) {
      Change earlier = changes.get(key);
      changes.put(key, earlier == null ? change : new Change(earlier.before(), change.row()));
    }

    private void addAll(Pending later) {
      added.addAll(later.added);
      later.changes.forEach(this::add);
    }

    private boolean mayBelongTo(ReusedQuery<?> query, List<?> values) {
      return added.stream().anyMatch(row -> query.mayGive(row, values))
          || changes.values().stream().anyMatch(change -> change.mayBelongTo(query, values));
    }

    private boolean mayLeadTo(ReusedQuery<?> way, List<?> values) {
      return added.stream().anyMatch(row -> way.mayGive(row, values))
          || changes.values().stream().anyMatch(change -> change.mayLeadTo(way, values));
    }
  }

  /**
   * A row in place of another one.
   *
   * @param before as the database has it
   */
  record Change(Record before, Record row) {
    private boolean mayBelongTo(ReusedQuery<?> query, List<?> values) {
      return query.mayGive(before, values) || query.mayGive(row, values);
    }

    /** What else differs is of no account on the way to other rows. */
    private boolean mayLeadTo(ReusedQuery<?> way, List<?> values) {
      return way.mayGive(before, values) != way.mayGive(row, values);
    }
  }

  void add(Table<?> table, List<? extends Record> rows) {
    ofOwn(table).added.addAll(rows);
  }

  /** Keeps a row in place of the one before and tells how many rows of the table are pending. */
  int replace(Table<?> table, List<?> key, Record before, Record row) {
    Pending pending = ofOwn(table);
    pending.add(key, new Change(before, row));
    Pending others = kept.get(table);
    return pending.size() + (others == null ? 0 : others.size());
  }

  private Pending ofOwn(Table<?> table) {
    return own.computeIfAbsent(table, each -> new Pending());
  }

  /** The row that is to replace the one with this key, if any is. */
  @Nullable Record row(Table<?> table, List<?> key) {
    return Stream.of(own, kept)
        .filter(layer -> layer.containsKey(table))
        .flatMap(layer -> Stream.ofNullable(layer.get(table).changes.get(key)))
        .findFirst()
        .map(Change::row)
        .orElse(null);
  }

  /** Whether the database may answer wrongly, because it does not know these rows. */
  boolean mayBelongTo(ReusedQuery<?> query, List<?> values) {
    return mayBelongTo(kept, query, values) || mayBelongTo(own, query, values);
  }

  private static boolean mayBelongTo(
      Map<Table<?>, Pending> rows, ReusedQuery<?> query, List<?> values) {
    Pending pending = rows.get(query.table());
    return (pending != null && pending.mayBelongTo(query, values))
        || mayLeadTo(rows, query.way(), values);
  }

  private static boolean mayLeadTo(
      Map<Table<?>, Pending> rows, @Nullable ReusedQuery<?> way, List<?> values) {
    Pending pending = way == null ? null : rows.get(way.table());
    return way != null && pending != null && pending.mayLeadTo(way, values.subList(0, 1));
  }

  /** Keeps the rows of the unit of work that ran. */
  void keep() {
    if (kept.isEmpty()) {
      Map<Table<?>, Pending> empty = kept;
      kept = own;
      own = empty;
    } else {
      own.forEach((table, rows) -> kept.computeIfAbsent(table, each -> new Pending()).addAll(rows));
      own.clear();
    }
  }

  /** Drops the rows of the unit of work that ran. */
  void drop() {
    own.clear();
  }

  /** Takes the rows of the units of work that were kept. */
  Map<Table<?>, Pending> takeKept() {
    Map<Table<?>, Pending> taken = kept;
    kept = new LinkedHashMap<>();
    return taken;
  }

  /** Takes the rows of the unit of work that runs. */
  Map<Table<?>, Pending> takeOwn() {
    Map<Table<?>, Pending> taken = own;
    own = new LinkedHashMap<>();
    return taken;
  }
}
