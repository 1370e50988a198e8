package dev.hera.store.tck.chapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.InvalidArgumentException;
import dev.hera.spi.Transaction;
import dev.hera.spi.UniquenessException;
import dev.hera.store.tck.row.FilledStore;
import dev.hera.store.tck.row.RowFixtures;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A unit of work is whole or absent, and stays within its bounds. */
public abstract class TransactionsChapter extends Chapter {
  public TransactionsChapter(StoreUnderTest tested) {
    super(tested);
  }

  @Test
  void a_transaction_returns_what_its_work_returned() {
    Object result = new Object();
    assertThat(this.<Object>write(tx -> result)).isSameAs(result);
    assertThat(this.<Object>read(tx -> result)).isSameAs(result);
  }

  @Test
  void a_write_sees_its_own_changes() {
    FilledStore filled = write(FilledStore::insert);
    List<Object> within =
        write(
            tx -> {
              filled.changeEverything(tx);
              return filled.look(tx);
            });
    assertThat(list(filled::look)).isEqualTo(within);
  }

  @Test
  void every_change_changes_something() {
    FilledStore filled = write(FilledStore::insert);
    List<Object> before = read(filled::look);
    Map<String, Consumer<Transaction>> changes = filled.changes();
    changes.remove("takeIds");
    for (Map.Entry<String, Consumer<Transaction>> change : changes.entrySet()) {
      AtomicReference<List<Object>> within = new AtomicReference<>(List.of());
      assertFails(
          tx -> {
            change.getValue().accept(tx);
            within.set(filled.look(tx));
          });
      assertThat(within.get()).as(change.getKey()).isNotEqualTo(before);
    }
  }

  @Test
  void a_write_that_fails_takes_every_change_back() {
    FilledStore filled = write(FilledStore::insert);
    List<Object> before = read(filled::look);
    assertFails(filled::changeEverything);
    assertThat(list(filled::look)).isEqualTo(before);
  }

  @Test
  void each_change_is_taken_back_on_its_own() {
    FilledStore filled = write(FilledStore::insert);
    List<Object> before = read(filled::look);
    filled
        .changes()
        .forEach(
            (name, change) -> {
              assertFails(change);
              assertThat(list(filled::look)).as(name).isEqualTo(before);
            });
  }

  @Test
  void a_write_does_not_see_what_was_taken_back() {
    FilledStore filled = write(FilledStore::insert);
    List<Object> before = write(filled::look);
    filled
        .changes()
        .forEach(
            (name, change) -> {
              assertFails(
                  tx -> {
                    change.accept(tx);
                    filled.look(tx);
                  });
              assertThat(this.<List<Object>>write(filled::look)).as(name).isEqualTo(before);
            });
  }

  @Test
  void a_write_sees_each_change_that_was_committed_since_the_one_before() {
    FilledStore filled = write(FilledStore::insert);
    filled
        .changes()
        .forEach(
            (name, change) -> {
              change(filled::look);
              change(change);
              assertThat(this.<List<Object>>write(filled::look))
                  .as(name)
                  .isEqualTo(list(filled::look));
            });
  }

  @Test
  void a_write_that_fails_leaves_an_empty_store_empty() {
    assertFails(FilledStore::insert);
    assertThat(list(tx -> tx.orchestrators().listActive())).isEmpty();
    assertThat(list(tx -> tx.launches().listPlaces(null))).isEmpty();
    assertThat(find(tx -> tx.answers().find(null, "verb", "first"))).isEmpty();
  }

  @Test
  void a_write_that_breaks_a_uniqueness_rule_is_taken_back_whole() {
    assertTaken(
        tx -> {
          FilledStore.insert(tx);
          RowFixtures.orchestrator(tx, "filled");
        });
    assertThat(list(tx -> tx.orchestrators().listActive())).isEmpty();
  }

  @Test
  void a_work_that_goes_on_after_a_uniqueness_rule_refused_a_change_does_not_commit() {
    change(tx -> RowFixtures.orchestrator(tx, "taken"));
    assertDoesNotCommit(tx -> RowFixtures.orchestrator(tx, "taken"), UniquenessException.class);
  }

  @Test
  void a_work_that_goes_on_after_an_update_of_nothing_does_not_commit() {
    assertDoesNotCommit(
        tx -> tx.orchestrators().update(RowFixtures.newOrchestrator(tx, "nobody")),
        IllegalStateException.class);
  }

  private void assertDoesNotCommit(
      Consumer<Transaction> refused, Class<? extends RuntimeException> refusal) {
    assertThatThrownBy(
            () ->
                change(
                    tx -> {
                      RowFixtures.orchestrator(tx, "before");
                      assertThatThrownBy(() -> refused.accept(tx)).isInstanceOf(refusal);
                    }))
        .isInstanceOf(RuntimeException.class);
    assertThat(find(tx -> tx.orchestrators().findActive("before"))).isEmpty();
  }

  @Test
  void a_write_that_fails_does_no_harm_to_the_next_one() {
    assertFails(FilledStore::insert);
    FilledStore filled = write(FilledStore::insert);
    List<Object> before = read(filled::look);
    change(filled::changeEverything);
    assertThat(list(filled::look)).isNotEqualTo(before);
  }

  @Test
  void an_exception_of_the_work_passes_unchanged() {
    Stream.of(
            new IllegalArgumentException("mine"),
            new IllegalStateException("mine"),
            new UniquenessException("mine"),
            new InvalidArgumentException("field", "is mine"))
        .forEach(
            mine -> {
              assertThatThrownBy(() -> store().write(failing(mine))).isSameAs(mine);
              assertThatThrownBy(() -> store().read(failing(mine))).isSameAs(mine);
            });
  }

  @Test
  void an_error_of_the_work_passes_unchanged_and_takes_everything_back() {
    AssertionError mine = new AssertionError("mine");
    assertThatThrownBy(
            () ->
                change(
                    tx -> {
                      FilledStore.insert(tx);
                      throw mine;
                    }))
        .isSameAs(mine);
    assertThat(list(tx -> tx.orchestrators().listActive())).isEmpty();
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

  private static Function<Transaction, Boolean> failing(RuntimeException mine) {
    return tx -> {
      throw mine;
    };
  }
}
