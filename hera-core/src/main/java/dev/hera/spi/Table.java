package dev.hera.spi;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of one kind within a transaction, by their key.
 *
 * @param <K> the key, which orders the rows
 * @param <R> a row
 */
public interface Table<K, R> {

  /**
   * Adds rows.
   *
   * @throws UniquenessException when a key exists or a rule of the table is broken
   */
  void insert(Collection<R> rows);

  /**
   * Replaces all fields of the row with the same key.
   *
   * @throws IllegalStateException when there is none
   * @throws UniquenessException when a rule of the table would be broken
   */
  void update(R row);

  /** The rows with these keys that exist, also archived or ended ones, in the order of the keys. */
  List<R> list(Collection<K> keys);

  /** The row with this key. */
  default Optional<R> find(K key) {
    return list(Set.of(key)).stream().findFirst();
  }
}
