package dev.hera.store.tck.chapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.spi.IdKind;
import dev.hera.spi.Orchestrators;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.row.FilledStore;
import dev.hera.store.tck.run.TestThreads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A transaction stays within its bounds: alone, of one thread, and for the time of its work. */
public abstract class TransactionBoundsChapter extends Chapter {
  public TransactionBoundsChapter(StoreUnderTest tested) {
    super(tested);
  }

  @Test
  void a_read_within_a_read_is_refused() {
    assertNestingRefused(() -> store().read(tx -> read(inner -> 1)));
  }

  @Test
  void a_write_within_a_read_is_refused() {
    assertNestingRefused(() -> store().read(tx -> write(inner -> 1)));
  }

  @Test
  void a_read_within_a_write_is_refused() {
    assertNestingRefused(() -> store().write(tx -> read(inner -> 1)));
  }

  @Test
  void a_write_within_a_write_is_refused() {
    assertNestingRefused(() -> store().write(tx -> write(inner -> 1)));
  }

  @Test
  void a_read_refuses_every_change() {
    FilledStore filled = write(FilledStore::insert);
    List<Object> before = read(filled::look);
    Map<String, Consumer<Transaction>> changes = new HashMap<>(filled.changes());
    changes.putAll(FilledStore.changesOfNothing());
    changes.forEach(
        (name, change) -> {
          assertThatThrownBy(() -> store().read(doing(change)))
              .as(name)
              .isInstanceOf(IllegalStateException.class);
          assertThat(list(filled::look)).as(name).isEqualTo(before);
        });
  }

  @Test
  void a_read_that_refused_a_change_does_no_harm_to_the_next_transactions() {
    assertThatThrownBy(() -> store().read(tx -> tx.takeIds(IdKind.ROLE, 1)))
        .isInstanceOf(IllegalStateException.class);
    FilledStore filled = write(FilledStore::insert);
    assertThat(list(filled::look)).isNotEmpty();
  }

  @Test
  void a_transaction_is_of_no_use_after_its_work_ended() {
    FilledStore filled = write(FilledStore::insert);
    List<Object> before = read(filled::look);
    assertUseless(filled, write(tx -> tx));
    assertUseless(filled, read(tx -> tx));
    assertThat(list(filled::look)).isEqualTo(before);
  }

  @Test
  void a_transaction_is_of_no_use_after_its_work_failed() {
    FilledStore filled = write(FilledStore::insert);
    AtomicReference<Transaction> kept = new AtomicReference<>();
    assertFails(kept::set);
    assertUseless(filled, Objects.requireNonNull(kept.get()));
  }

  @Test
  void a_part_of_a_transaction_is_of_no_use_after_its_work_ended() {
    FilledStore filled = write(FilledStore::insert);
    List<Object> before = read(filled::look);
    Orchestrators kept = write(Transaction::orchestrators);
    assertThatThrownBy(() -> kept.listActive()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> kept.findActive("filled")).isInstanceOf(IllegalStateException.class);
    assertThat(list(filled::look)).isEqualTo(before);
  }

  @Test
  void a_transaction_is_of_no_use_on_another_thread() {
    FilledStore filled = write(FilledStore::insert);
    List<Object> before = read(filled::look);
    try (TestThreads threads = new TestThreads()) {
      change(tx -> TestThreads.join(threads.start(() -> assertUseless(filled, tx))));
    }
    assertThat(list(filled::look)).isEqualTo(before);
  }

  private static boolean assertUseless(FilledStore filled, Transaction tx) {
    Map<String, Consumer<Transaction>> uses = new HashMap<>(filled.changes());
    uses.putAll(FilledStore.changesOfNothing());
    filled
        .questions()
        .forEach(
            (name, question) -> uses.put(name, of -> assertThat(question.apply(of)).isNotNull()));
    uses.forEach(
        (name, use) ->
            assertThatThrownBy(() -> use.accept(tx))
                .as(name)
                .isInstanceOf(IllegalStateException.class));
    return true;
  }

  private void assertNestingRefused(ThrowingCallable nesting) {
    assertThatThrownBy(nesting).isInstanceOf(IllegalStateException.class);
    FilledStore filled = write(FilledStore::insert);
    assertThat(list(filled::look)).isNotEmpty();
  }

  private void assertFails(Consumer<Transaction> work) {
    IllegalArgumentException mine = new IllegalArgumentException("roll back");
    assertThatThrownBy(
            () ->
                change(
                    tx -> {
                      work.accept(tx);
                      throw mine;
                    }))
        .isSameAs(mine);
  }

  private static Function<Transaction, Boolean> doing(Consumer<Transaction> change) {
    return tx -> {
      change.accept(tx);
      return true;
    };
  }
}
