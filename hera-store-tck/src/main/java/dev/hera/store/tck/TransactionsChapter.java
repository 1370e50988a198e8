package dev.hera.store.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.error.InvalidArgumentException;
import dev.hera.spi.IdKind;
import dev.hera.spi.Orchestrators;
import dev.hera.spi.Transaction;
import dev.hera.spi.UniquenessException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A unit of work is whole or absent, and stays within its bounds. */
abstract class TransactionsChapter extends Chapter {
  TransactionsChapter(HeraStoreContract contract) {
    super(contract);
  }

  @Test
  void a_transaction_returns_what_its_work_returned() {
    Object result = new Object();
    assertThat(this.<Object>write(tx -> result)).isSameAs(result);
    assertThat(this.<Object>read(tx -> result)).isSameAs(result);
  }

  @Test
  void a_write_sees_its_own_changes() {
    Scene scene = write(Scene::insert);
    List<Object> within =
        write(
            tx -> {
              scene.changeEverything(tx);
              return scene.look(tx);
            });
    assertThat(list(scene::look)).isEqualTo(within);
  }

  @Test
  void every_change_changes_something() {
    Scene scene = write(Scene::insert);
    List<Object> before = read(scene::look);
    Map<String, Consumer<Transaction>> changes = scene.changes();
    changes.remove("takeIds");
    for (Map.Entry<String, Consumer<Transaction>> change : changes.entrySet()) {
      AtomicReference<List<Object>> within = new AtomicReference<>(List.of());
      assertFails(
          tx -> {
            change.getValue().accept(tx);
            within.set(scene.look(tx));
          });
      assertThat(within.get()).as(change.getKey()).isNotEqualTo(before);
    }
  }

  @Test
  void a_write_that_fails_takes_every_change_back() {
    Scene scene = write(Scene::insert);
    List<Object> before = read(scene::look);
    assertFails(scene::changeEverything);
    assertThat(list(scene::look)).isEqualTo(before);
  }

  @Test
  void each_change_is_taken_back_on_its_own() {
    Scene scene = write(Scene::insert);
    List<Object> before = read(scene::look);
    scene
        .changes()
        .forEach(
            (name, change) -> {
              assertFails(change);
              assertThat(list(scene::look)).as(name).isEqualTo(before);
            });
  }

  @Test
  void a_write_does_not_see_what_was_taken_back() {
    Scene scene = write(Scene::insert);
    List<Object> before = write(scene::look);
    scene
        .changes()
        .forEach(
            (name, change) -> {
              assertFails(
                  tx -> {
                    change.accept(tx);
                    scene.look(tx);
                  });
              assertThat(this.<List<Object>>write(scene::look)).as(name).isEqualTo(before);
            });
  }

  @Test
  void a_write_sees_each_change_that_was_committed_since_the_one_before() {
    Scene scene = write(Scene::insert);
    scene
        .changes()
        .forEach(
            (name, change) -> {
              change(scene::look);
              change(change);
              assertThat(this.<List<Object>>write(scene::look))
                  .as(name)
                  .isEqualTo(list(scene::look));
            });
  }

  @Test
  void a_write_that_fails_leaves_an_empty_store_empty() {
    assertFails(Scene::insert);
    assertThat(list(tx -> tx.orchestrators().listActive())).isEmpty();
    assertThat(list(tx -> tx.launches().listPlaces(null))).isEmpty();
    assertThat(find(tx -> tx.answers().find(null, "verb", "first"))).isEmpty();
  }

  @Test
  void a_write_that_breaks_a_uniqueness_rule_is_taken_back_whole() {
    assertTaken(
        tx -> {
          Scene.insert(tx);
          Sample.orchestrator(tx, "scene");
        });
    assertThat(list(tx -> tx.orchestrators().listActive())).isEmpty();
  }

  @Test
  void a_work_that_goes_on_after_a_uniqueness_rule_refused_a_change_does_not_commit() {
    change(tx -> Sample.orchestrator(tx, "taken"));
    assertDoesNotCommit(tx -> Sample.orchestrator(tx, "taken"), UniquenessException.class);
  }

  @Test
  void a_work_that_goes_on_after_an_update_of_nothing_does_not_commit() {
    assertDoesNotCommit(
        tx -> tx.orchestrators().update(Sample.newOrchestrator(tx, "nobody")),
        IllegalStateException.class);
  }

  private void assertDoesNotCommit(
      Consumer<Transaction> refused, Class<? extends RuntimeException> refusal) {
    assertThatThrownBy(
            () ->
                change(
                    tx -> {
                      Sample.orchestrator(tx, "before");
                      assertThatThrownBy(() -> refused.accept(tx)).isInstanceOf(refusal);
                    }))
        .isInstanceOf(RuntimeException.class);
    assertThat(find(tx -> tx.orchestrators().findActive("before"))).isEmpty();
  }

  @Test
  void a_write_that_fails_does_no_harm_to_the_next_one() {
    assertFails(Scene::insert);
    Scene scene = write(Scene::insert);
    List<Object> before = read(scene::look);
    change(scene::changeEverything);
    assertThat(list(scene::look)).isNotEqualTo(before);
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
                      Scene.insert(tx);
                      throw mine;
                    }))
        .isSameAs(mine);
    assertThat(list(tx -> tx.orchestrators().listActive())).isEmpty();
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
    Scene scene = write(Scene::insert);
    List<Object> before = read(scene::look);
    Map<String, Consumer<Transaction>> changes = new HashMap<>(scene.changes());
    changes.putAll(Scene.changesOfNothing());
    changes.forEach(
        (name, change) -> {
          assertThatThrownBy(() -> store().read(doing(change)))
              .as(name)
              .isInstanceOf(IllegalStateException.class);
          assertThat(list(scene::look)).as(name).isEqualTo(before);
        });
  }

  @Test
  void a_read_that_refused_a_change_does_no_harm_to_the_next_transactions() {
    assertThatThrownBy(() -> store().read(tx -> tx.takeIds(IdKind.ROLE, 1)))
        .isInstanceOf(IllegalStateException.class);
    Scene scene = write(Scene::insert);
    assertThat(list(scene::look)).isNotEmpty();
  }

  @Test
  void a_transaction_is_of_no_use_after_its_work_ended() {
    Scene scene = write(Scene::insert);
    List<Object> before = read(scene::look);
    assertUseless(scene, write(tx -> tx));
    assertUseless(scene, read(tx -> tx));
    assertThat(list(scene::look)).isEqualTo(before);
  }

  @Test
  void a_transaction_is_of_no_use_after_its_work_failed() {
    Scene scene = write(Scene::insert);
    AtomicReference<Transaction> kept = new AtomicReference<>();
    assertFails(kept::set);
    assertUseless(scene, Objects.requireNonNull(kept.get()));
  }

  @Test
  void a_part_of_a_transaction_is_of_no_use_after_its_work_ended() {
    Scene scene = write(Scene::insert);
    List<Object> before = read(scene::look);
    Orchestrators kept = write(Transaction::orchestrators);
    assertThatThrownBy(() -> kept.listActive()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> kept.findActive("scene")).isInstanceOf(IllegalStateException.class);
    assertThat(list(scene::look)).isEqualTo(before);
  }

  @Test
  void a_transaction_is_of_no_use_on_another_thread() {
    Scene scene = write(Scene::insert);
    List<Object> before = read(scene::look);
    try (Crew crew = new Crew()) {
      change(tx -> Crew.join(crew.start(() -> assertUseless(scene, tx))));
    }
    assertThat(list(scene::look)).isEqualTo(before);
  }

  private static boolean assertUseless(Scene scene, Transaction tx) {
    Map<String, Consumer<Transaction>> uses = new HashMap<>(scene.changes());
    uses.putAll(Scene.changesOfNothing());
    scene
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
    Scene scene = write(Scene::insert);
    assertThat(list(scene::look)).isNotEmpty();
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

  private static Function<Transaction, Boolean> failing(RuntimeException mine) {
    return tx -> {
      throw mine;
    };
  }
}
