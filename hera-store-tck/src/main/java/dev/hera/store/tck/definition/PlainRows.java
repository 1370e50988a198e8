package dev.hera.store.tck.definition;

import dev.hera.spi.Table;
import dev.hera.spi.UniquenessException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Rows of one kind, looked at one by one for each question. */
class PlainRows<K, R> implements Table<K, R> {
  private final Function<R, K> key;
  private final Comparator<R> order;
  private final List<Function<R, @Nullable Object>> rules = new ArrayList<>();
  private Map<K, R> rows = new LinkedHashMap<>();
  private Map<K, R> marked = Map.of();
  private boolean failed;

  PlainRows(Function<R, K> key, Comparator<? super K> order) {
    this.key = key;
    this.order = Comparator.comparing(key, order);
  }

  /** Rows in the order of their keys. */
  static <K extends Comparable<? super K>, R> PlainRows<K, R> by(Function<R, K> key) {
    return new PlainRows<>(key, Comparator.naturalOrder());
  }

  /** No two rows have one value by this rule; a row whose value is null is left out. */
  final void unique(Function<R, @Nullable Object> rule) {
    rules.add(rule);
  }

  @Override
  public final void insert(Collection<R> some) {
    change(
        () -> {
          for (R row : some) {
            if (rows.containsKey(key.apply(row))) {
              throw new UniquenessException("the key is taken: " + row);
            }
            replace(row);
          }
        });
  }

  @Override
  public final void update(R row) {
    change(
        () -> {
          if (!rows.containsKey(key.apply(row))) {
            throw new IllegalStateException("there is no such row: " + row);
          }
          replace(row);
        });
  }

  /** Inserts the row, or replaces the one with its key. */
  final void put(R row) {
    change(() -> replace(row));
  }

  private void replace(R row) {
    for (Function<R, @Nullable Object> rule : rules) {
      Object value = rule.apply(row);
      if (value != null && rows.values().stream().anyMatch(other -> takes(other, row, rule))) {
        throw new UniquenessException("taken: " + row);
      }
    }
    rows.put(key.apply(row), row);
  }

  private boolean takes(R other, R row, Function<R, @Nullable Object> rule) {
    return !key.apply(other).equals(key.apply(row))
        && Objects.equals(rule.apply(other), rule.apply(row));
  }

  private void change(Runnable change) {
    boolean done = false;
    try {
      change.run();
      done = true;
    } finally {
      failed |= !done;
    }
  }

  /** Removes what fits and tells whether there was anything. */
  final boolean removeIf(Predicate<R> fits) {
    return rows.values().removeIf(fits);
  }

  @Override
  public final List<R> list(Collection<K> keys) {
    return where(row -> keys.contains(key.apply(row)));
  }

  /** What fits, in the order of the keys. */
  final List<R> where(Predicate<R> fits) {
    return rows.values().stream().filter(fits).sorted(order).toList();
  }

  final List<R> all() {
    return where(row -> true);
  }

  final List<K> keys() {
    return all().stream().map(key).toList();
  }

  /** Whether a change failed since the mark. */
  final boolean isBroken() {
    return failed;
  }

  /** Remembers the rows for {@link #takeBack}. */
  final void mark() {
    failed = false;
    marked = new LinkedHashMap<>(rows);
  }

  /** Takes back what happened since the mark. */
  final void takeBack() {
    rows = new LinkedHashMap<>(marked);
  }
}
