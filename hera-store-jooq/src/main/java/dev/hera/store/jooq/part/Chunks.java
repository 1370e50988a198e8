package dev.hera.store.jooq.part;

import dev.hera.store.jooq.sql.Lookup;
import dev.hera.store.jooq.sql.SqlScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/** Splits long lists of keys, because a statement takes only so many parameters. */
final class Chunks {
  private static final int SIZE = 1_000;

  private Chunks() {}

  /**
   * What {@code query} gives for each chunk of the keys, one after the other. The keys come sorted
   * and each once, so rows ordered by key within each chunk are ordered altogether.
   */
  static <K extends Comparable<K>, T> List<T> list(
      SqlScope scope, Collection<K> keys, Function<List<K>, List<T>> query) {
    scope.check();
    List<T> all = new ArrayList<>();
    of(keys).forEach(chunk -> all.addAll(query.apply(chunk)));
    return all;
  }

  /**
   * The rows with one of these values, in the order of the query if that begins with its column.
   */
  static <V extends Comparable<V>, T> List<T> any(SqlScope scope, Lookup<T> by, List<V> values) {
    return values.size() == 1
        ? scope.fetch(by, values)
        : list(
            scope,
            values,
            some -> {
              List<V> padded = padded(some);
              return scope.fetch(by.any(padded.size()), padded);
            });
  }

  /**
   * These with the last one repeated, until they are a power of two, so that few lengths of a query
   * are rendered.
   */
  private static <K> List<K> padded(List<K> keys) {
    List<K> padded = new ArrayList<>(keys);
    while (Integer.bitCount(padded.size()) != 1) {
      padded.add(keys.get(keys.size() - 1));
    }
    return padded;
  }

  /**
   * Rows in their order, so many at a time that those of the database are made of, written and
   * forgotten before the next ones; at least one chunk.
   */
  static <R> List<List<R>> ofRows(Collection<R> rows) {
    List<R> all = List.copyOf(rows);
    List<List<R>> chunks = new ArrayList<>();
    for (int from = 0; from == 0 || from < all.size(); from += SIZE) {
      chunks.add(all.subList(from, Math.min(from + SIZE, all.size())));
    }
    return chunks;
  }

  /** The keys, sorted and each once, in chunks. */
  static <K extends Comparable<K>> List<List<K>> of(Collection<K> keys) {
    List<K> sorted = List.copyOf(new TreeSet<>(keys));
    List<List<K>> chunks = new ArrayList<>();
    for (int from = 0; from < sorted.size(); from += SIZE) {
      chunks.add(sorted.subList(from, Math.min(from + SIZE, sorted.size())));
    }
    return chunks;
  }
}
