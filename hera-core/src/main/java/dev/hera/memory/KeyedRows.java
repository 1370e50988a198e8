package dev.hera.memory;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Rows that are found by their key: what an index needs of its table. */
interface KeyedRows<K, R> {

  Optional<R> find(K key);

  /** The rows with these keys that exist, in the order of the keys. */
  List<R> listInOrder(Collection<K> keys);

  /** Refuses what comes after the end of the transaction, or from another thread. */
  void requireUsable();
}
