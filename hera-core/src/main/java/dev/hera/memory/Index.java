package dev.hera.memory;

import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the rows of a table by another value than their id. */
final class Index<I extends Comparable<? super I>, K extends Comparable<? super K>, V>
    implements MemoryTable.Follower<K, V> {
  private final MemoryTable<K, V> table;
  private final Function<V, @Nullable I> by;
  private final NavigableMap<I, NavigableSet<K>> keys = new TreeMap<>();

  Index(MemoryTable<K, V> table, Function<V, @Nullable I> by) {
    this.table = table;
    this.by = by;
  }

  /** The rows with this value, in id order. */
  List<V> list(I value) {
    return table.listInOrder(keysOf(value));
  }

  /** The rows with one of these values, in id order. */
  List<V> listAny(Collection<I> values) {
    NavigableSet<K> found = new TreeSet<>();
    values.forEach(value -> found.addAll(keysOf(value)));
    return table.listInOrder(found);
  }

  /** The first rows with this value and an id above {@code after}, in id order. */
  List<V> listAfter(I value, K after, int limit) {
    return table.listInOrder(keysOf(value).tailSet(after, false).stream().limit(limit).toList());
  }

  /** The rows with a value above {@code from} and not above {@code to}, in the order of values. */
  List<V> listBetween(I from, I to) {
    return rows(keys.subMap(from, false, to, true));
  }

  /** The rows with a value below {@code end}, in the order of values. */
  List<V> listBefore(I end) {
    return rows(keys.headMap(end, false));
  }

  /** The rows with a value not above {@code last}, in the order of values. */
  List<V> listTo(I last) {
    return rows(keys.headMap(last, true));
  }

  /** The least value above {@code from} that a row has. */
  Optional<I> findValueAfter(I from) {
    return Optional.ofNullable(keys.higherKey(from));
  }

  int count(I value) {
    return keysOf(value).size();
  }

  /** All rows that have a value, in the order of values. */
  List<V> listAll() {
    return rows(keys);
  }

  @Override
  public void added(K key, V row) {
    I value = by.apply(row);
    if (value != null) {
      keys.computeIfAbsent(value, none -> new TreeSet<>()).add(key);
    }
  }

  @Override
  public void removed(K key, V row) {
    I value = by.apply(row);
    if (value != null) {
      keys.computeIfPresent(
          value, (same, found) -> found.remove(key) && found.isEmpty() ? null : found);
    }
  }

  private List<V> rows(NavigableMap<I, NavigableSet<K>> some) {
    return some.values().stream().flatMap(found -> table.listInOrder(found).stream()).toList();
  }

  private NavigableSet<K> keysOf(I value) {
    NavigableSet<K> found = keys.get(value);
    return found == null ? new TreeSet<>() : found;
  }
}
