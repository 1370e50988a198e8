package dev.hera.store.jooq;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jooq.Field;
import org.jooq.ForeignKey;
import org.jooq.Record;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table that refer to rows of the same table which come after them. A table that
 * refers to itself has a key of one column, a number, and its rows come in the order of that.
 */
final class ForwardReferences<R extends Record> {
  private final Table<R> table;
  private final List<Field<?>> references;
  private final List<R> rows = new ArrayList<>();

  ForwardReferences(Table<R> table) {
    this.table = table;
    this.references =
        table.getReferences().stream()
            .filter(reference -> reference.getKey().getTable().equals(table))
            .map(ForwardReferences::column)
            .toList();
  }

  private static Field<?> column(ForeignKey<?, ?> reference) {
    return reference.getFields().get(0);
  }

  /** These rows without their references to later ones; keeps those that had one. */
  List<R> without(List<R> some) {
    return references.isEmpty() ? some : some.stream().map(this::without).toList();
  }

  private R without(R row) {
    R changed = row;
    for (Field<?> reference : references) {
      if (isForward(row, reference)) {
        changed = changed == row ? copy(row) : changed;
        changed.set(reference, null);
      }
    }
    if (changed != row) {
      rows.add(row);
    }
    return changed;
  }

  private boolean isForward(R row, Field<?> reference) {
    @Nullable Object referred = row.get(reference);
    Field<?> key = Objects.requireNonNull(table.getPrimaryKey()).getFields().get(0);
    return referred != null && (Long) referred > (Long) row.get(key);
  }

  private R copy(R row) {
    R copy = Objects.requireNonNull(table.newRecord());
    copy.fromArray(row.intoArray());
    return copy;
  }

  /** Those that had such a reference, as they are to be. */
  List<R> rows() {
    return rows;
  }
}
