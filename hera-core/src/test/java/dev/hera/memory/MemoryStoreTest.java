package dev.hera.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.spi.IdKind;
import dev.hera.spi.Transaction;
import dev.hera.spi.UniquenessException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What this store promises beyond the contract of every store, which the contract kit tests. */
class MemoryStoreTest {
  private final MemoryStore store = MemoryStore.create();

  @Test
  void does_not_give_an_id_again_that_was_taken_back() {
    long first = store.write(tx -> tx.takeIds(IdKind.ROLE, 1));
    assertThatThrownBy(
            () ->
                store.write(
                    tx -> {
                      throw new IllegalArgumentException("after " + tx.takeIds(IdKind.ROLE, 5));
                    }))
        .hasMessage("after " + (first + 1));
    long next = store.write(tx -> tx.takeIds(IdKind.ROLE, 1));
    assertThat(next).isEqualTo(first + 6);
  }

  @Test
  void works_on_after_a_work_that_broke_a_uniqueness_rule() {
    assertThatThrownBy(() -> store.write(tx -> insertTwice(tx)))
        .isInstanceOf(IllegalStateException.class);
    assertThatCode(() -> store.write(tx -> insert(tx, 1))).doesNotThrowAnyException();
  }

  @Test
  void refuses_to_be_closed_in_a_transaction() {
    assertThatThrownBy(
            () ->
                store.read(
                    tx -> {
                      store.close();
                      return true;
                    }))
        .isInstanceOf(IllegalStateException.class);
  }

  private static boolean insertTwice(Transaction tx) {
    insert(tx, 1);
    try {
      return insert(tx, 2);
    } catch (UniquenessException swallowed) {
      return true;
    }
  }

  private static boolean insert(Transaction tx, long id) {
    tx.orchestrators()
        .insert(
            List.of(
                new Orchestrator(
                    new OrchestratorId(id), "checkout", null, null, Instant.EPOCH, null)));
    return true;
  }
}
