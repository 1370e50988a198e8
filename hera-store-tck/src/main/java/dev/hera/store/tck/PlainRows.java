package dev.hera.store.tck;

import dev.hera.spi.UniquenessException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Rows of one kind, looked at one by one for each question. */
final class PlainRows<V> {
  private final Function<V, Object> id;
  private final Comparator<V> order;
  private final List<Function<V, @Nullable Object>> rules = new ArrayList<>();
  private Map<Object, V> rows = new LinkedHashMap<>();
  private Map<Object, V> marked = Map.of();

  PlainRows(Function<V, Object> id, Comparator<V> order) {
    this.id = id;
    this.order = order;
  }

  /** No two rows have one value by this rule; a row whose value is null is left out. */
  PlainRows<V> unique(Function<V, @Nullable Object> rule) {
    rules.add(rule);
    return this;
  }

  void insert(V row) {
    if (rows.containsKey(id.apply(row))) {
      throw new UniquenessException("the id is taken: " + row);
    }
    put(row);
  }

  void insertAll(Collection<V> some) {
    some.forEach(this::insert);
  }

  void update(V row) {
    if (!rows.containsKey(id.apply(row))) {
      throw new IllegalStateException("there is no such row: " + row);
    }
    put(row);
  }

  /** Inserts the row, or replaces the one with its id. */
  void put(V row) {
    for (Function<V, @Nullable Object> rule : rules) {
      Object value = rule.apply(row);
      if (value != null && rows.values().stream().anyMatch(other -> takes(other, row, rule))) {
        throw new UniquenessException("taken: " + row);
      }
    }
    rows.put(id.apply(row), row);
  }

  private boolean takes(V other, V row, Function<V, @Nullable Object> rule) {
    return !id.apply(other).equals(id.apply(row))
        && Objects.equals(rule.apply(other), rule.apply(row));
  }

  /** Removes what fits and tells whether there was anything. */
  boolean removeIf(Predicate<V> fits) {
    return rows.values().removeIf(fits);
  }

  Optional<V> find(Object key) {
    return Optional.ofNullable(rows.get(key));
  }

  /** What fits, in the order of these rows. */
  List<V> list(Predicate<V> fits) {
    return rows.values().stream().filter(fits).sorted(order).toList();
  }

  List<V> list() {
    return list(row -> true);
  }

  /** Remembers the rows for {@link #takeBack}. */
  void mark() {
    marked = new LinkedHashMap<>(rows);
  }

  /** Takes back what happened since the mark. */
  void takeBack() {
    rows = new LinkedHashMap<>(marked);
  }
}
