package dev.hera.memory;

import dev.hera.spi.UniquenessException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the rows of a table by another value than their key, and follows each change of them. */
final class Index<
    I extends Comparable<? super I>, K extends Comparable<? super K>, R extends Record> {
  private final KeyedRows<K, R> rows;
  private final Function<R, @Nullable I> by;
  private final @Nullable String rule;
  private @Nullable Tree<I, Tree<K, Boolean>> keys;

  /**
   * @param by the value of a row; null for a row that is left out
   * @param rule what no two rows may share, in messages; null when they may
   */
  @SuppressWarnings("unchecked") // the root of the same index
  Index(
      KeyedRows<K, R> rows,
      Function<R, @Nullable I> by,
      @Nullable String rule,
      @Nullable Tree<?, ?> root) {
    this.rows = rows;
    this.by = by;
    this.rule = rule;
    this.keys = (Tree<I, Tree<K, Boolean>>) root;
  }

  /** The rows with this value, in key order. */
  List<R> list(I value) {
    return listAfter(value, null, Integer.MAX_VALUE);
  }

  /** A row with this value; the only one where a rule says so. */
  Optional<R> find(I value) {
    Tree<K, Boolean> some = keysOf(value);
    return some == null ? Optional.empty() : rows.find(some.first());
  }

  /** The rows with one of these values, in key order. */
  List<R> listAny(Collection<I> values) {
    List<K> found = new ArrayList<>();
    new TreeSet<>(values).forEach(value -> collect(found, keysOf(value), null, Integer.MAX_VALUE));
    found.sort(null);
    return rows.listInOrder(found);
  }

  /** The first rows with this value and a key above {@code after}, in key order. */
  List<R> listAfter(I value, @Nullable K after, int limit) {
    List<K> found = new ArrayList<>();
    collect(found, keysOf(value), after, limit);
    return rows.listInOrder(found);
  }

  /** All rows in the order of their values, as long as these are {@code wanted}. */
  List<R> listWhile(Predicate<I> wanted) {
    return listWhile(null, wanted);
  }

  /** As {@link #listWhile(Predicate)}, from the first value above this one on. */
  List<R> listWhile(@Nullable I above, Predicate<I> wanted) {
    List<K> found = new ArrayList<>();
    Tree.visit(
        root(),
        above,
        (value, some) -> wanted.test(value) && collect(found, some, null, Integer.MAX_VALUE));
    return rows.listInOrder(found);
  }

  /** The least value above {@code above} that a row has. */
  Optional<I> findValueAfter(I above) {
    rows.requireUsable();
    List<I> found = new ArrayList<>();
    Tree.visit(root(), above, (value, some) -> !found.add(value));
    return found.stream().findFirst();
  }

  int count(I value) {
    return Tree.size(keysOf(value));
  }

  /** All that it knows; never changed. */
  @Nullable Tree<I, Tree<K, Boolean>> root() {
    return keys;
  }

  private @Nullable Tree<K, Boolean> keysOf(I value) {
    rows.requireUsable();
    return Tree.get(keys, value);
  }

  private static <K extends Comparable<? super K>> boolean collect(
      List<K> found, @Nullable Tree<K, Boolean> some, @Nullable K after, int limit) {
    return Tree.visit(some, after, (key, there) -> found.size() < limit && found.add(key));
  }

  /** A row was added, replaced or removed. */
  void follow(K key, @Nullable R before, @Nullable R after) {
    I old = before == null ? null : by.apply(before);
    I next = after == null ? null : by.apply(after);
    if (old == null ? next == null : old.equals(next)) {
      return;
    }
    if (old != null) {
      Tree<K, Boolean> rest = Tree.remove(keysOf(old), key);
      keys = rest == null ? Tree.remove(keys, old) : Tree.put(keys, old, rest);
    }
    if (next != null) {
      Tree<K, Boolean> there = keysOf(next);
      if (rule != null && there != null) {
        throw new UniquenessException(rule + " is taken: " + after);
      }
      keys = Tree.put(keys, next, Tree.put(there, key, true));
    }
  }
}
