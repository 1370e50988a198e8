package dev.hera.memory;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A value that no two rows of a table share, and by which a row is found. */
final class Unique<I, K extends Comparable<? super K>, V> implements MemoryTable.Follower<K, V> {
  private final MemoryTable<K, V> table;
  private final String rule;
  private final Function<V, @Nullable I> by;
  private final Map<I, K> keys = new HashMap<>();

  Unique(MemoryTable<K, V> table, String rule, Function<V, @Nullable I> by) {
    this.table = table;
    this.rule = rule;
    this.by = by;
  }

  String rule() {
    return rule;
  }

  Optional<V> find(I value) {
    return Optional.ofNullable(keys.get(value)).flatMap(table::find);
  }

  /** Whether no other row than the one of this id has the value of {@code row}. */
  boolean admits(K key, V row) {
    I value = by.apply(row);
    K holder = value == null ? null : keys.get(value);
    return holder == null || holder.equals(key);
  }

  @Override
  public void added(K key, V row) {
    I value = by.apply(row);
    if (value != null) {
      keys.put(value, key);
    }
  }

  @Override
  public void removed(K key, V row) {
    I value = by.apply(row);
    if (value != null) {
      keys.remove(value);
    }
  }
}
