package dev.hera.store.jooq.part;

import dev.hera.spi.Table;
import dev.hera.store.jooq.sql.Lookup;
import dev.hera.store.jooq.sql.SqlScope;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.TableRecord;

/** What every table of one transaction can do. */
abstract class JooqTable<K, R> implements Table<K, R> {
  final SqlScope scope;
  private final Lookup<R> byKey;
  private final Function<K, List<? extends Comparable<?>>> columns;

  /**
   * @param byKey the query for the row with a key
   * @param columns the values of a key's columns
   */
  JooqTable(SqlScope scope, Lookup<R> byKey, Function<K, List<? extends Comparable<?>>> columns) {
    this.scope = scope;
    this.byKey = byKey;
    this.columns = columns;
  }

  /** The row as the table has it. */
  abstract TableRecord<?> record(R row);

  @Override
  public final void insert(Collection<R> rows) {
    Chunks.ofRows(rows)
        .forEach(some -> scope.insert(some.stream().map(this::record).toList(), rows.size()));
  }

  @Override
  public final void update(R row) {
    scope.update(record(row));
  }

  @Override
  public final Optional<R> find(K key) {
    return scope.find(byKey, columns.apply(key));
  }

  /** For a key of one column, a number. */
  @Override
  public List<R> list(Collection<K> keys) {
    return listAny(
        byKey,
        keys.stream().flatMap(key -> columns.apply(key).stream()).map(Long.class::cast).toList());
  }

  /** The rows with these values. */
  final List<R> listWith(Lookup<R> by, Object... values) {
    return scope.fetch(by, List.of(values));
  }

  /**
   * The rows with one of these values; in the order of the query if that begins with its column.
   */
  final <V extends Comparable<V>> List<R> listAny(Lookup<R> by, List<V> values) {
    return Chunks.any(scope, by, values);
  }

  /** The rows of which this is true, in key order. */
  final List<R> listWhere(Condition condition) {
    return scope.read(sql -> byKey.fetchWhere(sql, condition));
  }
}
