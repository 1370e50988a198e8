package dev.hera.store.tck.table;

import static dev.hera.store.tck.row.RowFixtures.reversed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.spi.Table;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.chapter.Chapter;
import dev.hera.store.tck.chapter.StoreUnderTest;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What the contract says of every {@link Table}. */
public abstract class TableChapter<K, R> extends Chapter {
  private final Function<Transaction, ? extends Table<K, R>> table;
  private final Function<R, K> key;
  private final K unknown;

  /**
   * @param unknown a key that no row of a test has
   */
  TableChapter(
      StoreUnderTest tested,
      Function<Transaction, ? extends Table<K, R>> table,
      Function<R, K> key,
      K unknown) {
    super(tested);
    this.table = table;
    this.key = key;
    this.unknown = unknown;
  }

  /**
   * Five rows that are not inserted yet, in the order of their keys; the second one is archived or
   * ended where there is such a thing. What they refer to is inserted.
   */
  abstract List<R> newRows(Transaction tx);

  private List<R> insert() {
    return write(
        tx -> {
          List<R> rows = newRows(tx);
          table.apply(tx).insert(reversed(rows));
          return rows;
        });
  }

  @Test
  void lists_those_with_the_keys_that_exist_in_the_order_of_the_keys() {
    List<R> rows = insert();
    List<K> keys = rows.stream().map(key).toList();
    List<K> asked =
        List.of(keys.get(4), unknown, keys.get(1), keys.get(3), keys.get(0), keys.get(1));
    List<R> found = List.of(rows.get(0), rows.get(1), rows.get(3), rows.get(4));
    assertThat(list(tx -> table.apply(tx).list(asked))).isEqualTo(found);
    assertThat(list(tx -> table.apply(tx).list(keys))).isEqualTo(rows);
    assertThat(list(tx -> table.apply(tx).list(List.of(unknown)))).isEmpty();
    assertThat(list(tx -> table.apply(tx).list(List.of()))).isEmpty();
  }

  @Test
  void finds_one_by_its_key() {
    List<R> rows = insert();
    for (R row : rows) {
      assertThat(find(tx -> table.apply(tx).find(key.apply(row)))).contains(row);
    }
    assertThat(find(tx -> table.apply(tx).find(unknown))).isEmpty();
  }

  @Test
  void a_write_finds_what_it_inserted() {
    change(
        tx -> {
          List<R> rows = newRows(tx);
          K last = key.apply(rows.get(4));
          assertThat(table.apply(tx).find(last)).isEmpty();
          table.apply(tx).insert(rows.subList(3, 5));
          assertThat(table.apply(tx).find(last)).contains(rows.get(4));
          assertThat(table.apply(tx).list(List.of(last))).containsExactly(rows.get(4));
        });
  }

  @Test
  void an_empty_store_has_none() {
    assertThat(find(tx -> table.apply(tx).find(unknown))).isEmpty();
    assertThat(list(tx -> table.apply(tx).list(List.of(unknown)))).isEmpty();
  }

  @Test
  void accepts_an_empty_batch() {
    change(tx -> table.apply(tx).insert(List.of()));
  }

  @Test
  void refuses_a_batch_with_a_key_that_exists_and_keeps_none_of_it() {
    List<R> rows = insert();
    List<R> others = write(this::newRows);
    assertTaken(tx -> table.apply(tx).insert(List.of(others.get(0), rows.get(2))));
    assertThat(listed(others)).isEmpty();
    assertThat(listed(rows)).isEqualTo(rows);
  }

  @Test
  void refuses_a_batch_with_a_row_twice_and_keeps_none_of_it() {
    List<R> rows = write(this::newRows);
    assertTaken(tx -> table.apply(tx).insert(List.of(rows.get(3), rows.get(4), rows.get(3))));
    assertThat(listed(rows)).isEmpty();
  }

  private List<R> listed(List<R> rows) {
    return list(tx -> table.apply(tx).list(rows.stream().map(key).toList()));
  }

  @Test
  void refuses_an_update_of_one_that_does_not_exist() {
    assertMisuse(tx -> table.apply(tx).update(newRows(tx).get(2)));
  }
}
