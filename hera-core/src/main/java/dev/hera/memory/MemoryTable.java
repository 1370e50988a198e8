package dev.hera.memory;

import dev.hera.spi.UniquenessException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rows by id, with indexes that follow every change; each change can be taken back. */
final class MemoryTable<K extends Comparable<? super K>, V> {
  private final String what;
  private final Function<V, K> id;
  private final Undo undo;
  private final NavigableMap<K, V> rows = new TreeMap<>();
  private final List<Follower<K, V>> followers = new ArrayList<>();
  private final List<Unique<?, K, V>> rules = new ArrayList<>();

  /**
   * @param what a row, in messages
   */
  MemoryTable(String what, Function<V, K> id, Undo undo) {
    this.what = what;
    this.id = id;
    this.undo = undo;
  }

  /**
   * Adds an index, while the table is empty.
   *
   * @param by the value by which a row is found; null for a row that is not
   */
  <I extends Comparable<? super I>> Index<I, K, V> index(Function<V, @Nullable I> by) {
    Index<I, K, V> index = new Index<>(this, by);
    followers.add(index);
    return index;
  }

  /**
   * Adds a uniqueness rule, while the table is empty.
   *
   * @param rule what is unique, in messages
   * @param by the value that no two rows share; null for a row that the rule leaves out
   */
  <I> Unique<I, K, V> unique(String rule, Function<V, @Nullable I> by) {
    Unique<I, K, V> unique = new Unique<>(this, rule, by);
    followers.add(unique);
    rules.add(unique);
    return unique;
  }

  void insert(V row) {
    K key = id.apply(row);
    if (rows.containsKey(key)) {
      throw broken(what + " exists: " + key);
    }
    put(row);
  }

  void insertAll(Collection<V> all) {
    all.forEach(this::insert);
  }

  void update(V row) {
    K key = id.apply(row);
    if (!rows.containsKey(key)) {
      undo.spoil();
      throw new IllegalStateException("there is no " + what + " " + key + " to update");
    }
    put(row);
  }

  /** Inserts the row, or replaces the one with its id. */
  void put(V row) {
    K key = id.apply(row);
    for (Unique<?, K, V> rule : rules) {
      if (!rule.admits(key, row)) {
        throw broken(rule.rule() + " is taken: " + row);
      }
    }
    change(key, row);
  }

  boolean delete(K key) {
    boolean there = rows.containsKey(key);
    if (there) {
      change(key, null);
    }
    return there;
  }

  boolean contains(K key) {
    return rows.containsKey(key);
  }

  Optional<V> find(K key) {
    return Optional.ofNullable(rows.get(key));
  }

  /** The rows with these ids that exist, in id order. */
  List<V> list(Collection<K> keys) {
    return listInOrder(new TreeSet<>(keys));
  }

  /** The rows with these ids that exist, in the order of the ids. */
  List<V> listInOrder(Collection<K> keys) {
    return keys.stream().map(rows::get).filter(Objects::nonNull).toList();
  }

  private UniquenessException broken(String message) {
    undo.spoil();
    return new UniquenessException(message);
  }

  private void change(K key, @Nullable V next) {
    V previous = replace(key, next);
    undo.add(() -> replace(key, previous));
  }

  private @Nullable V replace(K key, @Nullable V next) {
    V previous = next == null ? rows.remove(key) : rows.put(key, next);
    if (previous != null) {
      followers.forEach(follower -> follower.removed(key, previous));
    }
    if (next != null) {
      followers.forEach(follower -> follower.added(key, next));
    }
    return previous;
  }

  /** Is told of every change of the rows. */
  interface Follower<K, V> {
    void added(K key, V row);

    void removed(K key, V row);
  }
}
