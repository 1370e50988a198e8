package dev.hera.store.tck.chapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hera.role.Orchestrator;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.row.FilledStore;
import dev.hera.store.tck.row.RowFixtures;
import dev.hera.store.tck.run.TestThreads;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a store, and what remains. */
public abstract class ClosingChapter extends Chapter {
  public ClosingChapter(StoreUnderTest tested) {
    super(tested);
  }

  @Test
  void closing_twice_does_no_harm() {
    store().close();
    store().close();
  }

  @Test
  void closing_within_a_transaction_is_refused() {
    assertThatThrownBy(() -> store().read(this::closing)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store().write(this::closing))
        .isInstanceOf(IllegalStateException.class);
    change(tx -> RowFixtures.orchestrator(tx, "checkout"));
    assertThat(list(tx -> tx.orchestrators().listActive())).hasSize(1);
  }

  private boolean closing(Transaction within) {
    store().close();
    return true;
  }

  @Test
  void a_closed_store_refuses_every_transaction() {
    store().close();
    assertThatThrownBy(() -> store().read(tx -> 1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> store().write(tx -> 1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closing_waits_for_a_write_that_runs() {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (TestThreads threads = new TestThreads()) {
      Future<Boolean> writer =
          threads.start(
              () ->
                  write(
                      tx -> {
                        RowFixtures.orchestrator(tx, "last");
                        writing.countDown();
                        boolean early = TestThreads.comes(closed);
                        RowFixtures.orchestrator(tx, "very last");
                        return early;
                      }));
      TestThreads.await(writing);
      store().close();
      closed.countDown();
      assertThat(TestThreads.join(writer)).as("closed while the write ran").isFalse();
    }
  }

  @Test
  void closing_waits_for_a_read_that_runs() {
    change(tx -> RowFixtures.orchestrator(tx, "checkout"));
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (TestThreads threads = new TestThreads()) {
      Future<List<Orchestrator>> reader =
          threads.start(
              () ->
                  read(
                      tx -> {
                        reading.countDown();
                        assertThat(TestThreads.comes(closed))
                            .as("closed while the read ran")
                            .isFalse();
                        return tx.orchestrators().listActive();
                      }));
      TestThreads.await(reading);
      store().close();
      closed.countDown();
      assertThat(TestThreads.join(reader)).hasSize(1);
    }
  }

  @Test
  void stores_of_different_directories_share_nothing(@TempDir Path elsewhere) {
    try (HeraStore other = tested.open(elsewhere)) {
      change(tx -> RowFixtures.orchestrator(tx, "checkout"));
      assertThat(other.<List<Orchestrator>>read(tx -> tx.orchestrators().listActive())).isEmpty();
    }
    assertThat(list(tx -> tx.orchestrators().listActive())).hasSize(1);
  }

  @Test
  void a_reopened_store_knows_everything() {
    assumeTrue(tested.survivesClosing());
    FilledStore filled = write(FilledStore::insert);
    List<Object> before = read(filled::look);
    tested.reopen();
    assertThat(list(filled::look)).isEqualTo(before);
  }

  @Test
  void a_reopened_store_knows_every_change() {
    assumeTrue(tested.survivesClosing());
    FilledStore filled = write(FilledStore::insert);
    tested.reopen();
    change(filled::changeEverything);
    List<Object> before = read(filled::look);
    tested.reopen();
    assertThat(list(filled::look)).isEqualTo(before);
  }

  @Test
  void a_reopened_store_does_not_know_what_was_taken_back() {
    assumeTrue(tested.survivesClosing());
    FilledStore filled = write(FilledStore::insert);
    List<Object> before = read(filled::look);
    IllegalArgumentException rollBack = new IllegalArgumentException("roll back");
    assertThatThrownBy(
            () ->
                change(
                    tx -> {
                      filled.changeEverything(tx);
                      throw rollBack;
                    }))
        .isSameAs(rollBack);
    tested.reopen();
    assertThat(list(filled::look)).isEqualTo(before);
  }

  @Test
  void a_reopened_store_keeps_its_uniqueness_rules() {
    assumeTrue(tested.survivesClosing());
    change(tx -> RowFixtures.orchestrator(tx, "checkout"));
    tested.reopen();
    assertTaken(tx -> RowFixtures.orchestrator(tx, "checkout"));
  }

  @Test
  void closing_a_reopened_store_twice_does_no_harm() {
    assumeTrue(tested.survivesClosing());
    change(tx -> RowFixtures.orchestrator(tx, "checkout"));
    tested.reopen();
    store().close();
    tested.reopen();
    assertThat(list(tx -> tx.orchestrators().listActive())).hasSize(1);
  }
}
