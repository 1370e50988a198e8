package dev.hera.memory;

import dev.hera.spi.Table;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What every table of one transaction can do. */
abstract class MemoryRows<K extends Comparable<? super K>, R> implements Table<K, R> {
  final MemoryTransaction transaction;
  private final Function<Tables, MemoryTable<K, R>> table;

  MemoryRows(MemoryTransaction transaction, Function<Tables, MemoryTable<K, R>> table) {
    this.transaction = transaction;
    this.table = table;
  }

  @Override
  public final void insert(Collection<R> rows) {
    table.apply(transaction.writing()).insertAll(rows);
  }

  @Override
  public final void update(R row) {
    table.apply(transaction.writing()).update(row);
  }

  @Override
  public final List<R> list(Collection<K> keys) {
    return table.apply(transaction.reading()).list(keys);
  }

  @Override
  public final Optional<R> find(K key) {
    return table.apply(transaction.reading()).find(key);
  }
}
