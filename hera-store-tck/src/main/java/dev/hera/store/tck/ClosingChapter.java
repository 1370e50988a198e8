package dev.hera.store.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hera.role.Orchestrator;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a store, and what remains. */
abstract class ClosingChapter extends Chapter {
  ClosingChapter(HeraStoreContract contract) {
    super(contract);
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
    change(tx -> Sample.orchestrator(tx, "checkout"));
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
    try (Crew crew = new Crew()) {
      Future<Boolean> writer =
          crew.start(
              () ->
                  write(
                      tx -> {
                        Sample.orchestrator(tx, "last");
                        writing.countDown();
                        boolean early = Crew.comes(closed);
                        Sample.orchestrator(tx, "very last");
                        return early;
                      }));
      Crew.await(writing);
      store().close();
      closed.countDown();
      assertThat(Crew.join(writer)).as("closed while the write ran").isFalse();
    }
  }

  @Test
  void closing_waits_for_a_read_that_runs() {
    change(tx -> Sample.orchestrator(tx, "checkout"));
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    try (Crew crew = new Crew()) {
      Future<List<Orchestrator>> reader =
          crew.start(
              () ->
                  read(
                      tx -> {
                        reading.countDown();
                        assertThat(Crew.comes(closed)).as("closed while the read ran").isFalse();
                        return tx.orchestrators().listActive();
                      }));
      Crew.await(reading);
      store().close();
      closed.countDown();
      assertThat(Crew.join(reader)).hasSize(1);
    }
  }

  @Test
  void stores_of_different_directories_share_nothing(@TempDir Path elsewhere) {
    try (HeraStore other = contract.open(elsewhere)) {
      change(tx -> Sample.orchestrator(tx, "checkout"));
      assertThat(other.<List<Orchestrator>>read(tx -> tx.orchestrators().listActive())).isEmpty();
    }
    assertThat(list(tx -> tx.orchestrators().listActive())).hasSize(1);
  }

  @Test
  void a_reopened_store_knows_everything() {
    assumeTrue(contract.isDurable());
    Scene scene = write(Scene::insert);
    List<Object> before = read(scene::look);
    contract.reopen();
    assertThat(list(scene::look)).isEqualTo(before);
  }

  @Test
  void a_reopened_store_knows_every_change() {
    assumeTrue(contract.isDurable());
    Scene scene = write(Scene::insert);
    contract.reopen();
    change(scene::changeEverything);
    List<Object> before = read(scene::look);
    contract.reopen();
    assertThat(list(scene::look)).isEqualTo(before);
  }

  @Test
  void a_reopened_store_does_not_know_what_was_taken_back() {
    assumeTrue(contract.isDurable());
    Scene scene = write(Scene::insert);
    List<Object> before = read(scene::look);
    IllegalArgumentException rollBack = new IllegalArgumentException("roll back");
    assertThatThrownBy(
            () ->
                change(
                    tx -> {
                      scene.changeEverything(tx);
                      throw rollBack;
                    }))
        .isSameAs(rollBack);
    contract.reopen();
    assertThat(list(scene::look)).isEqualTo(before);
  }

  @Test
  void a_reopened_store_keeps_its_uniqueness_rules() {
    assumeTrue(contract.isDurable());
    change(tx -> Sample.orchestrator(tx, "checkout"));
    contract.reopen();
    assertTaken(tx -> Sample.orchestrator(tx, "checkout"));
  }

  @Test
  void closing_a_reopened_store_twice_does_no_harm() {
    assumeTrue(contract.isDurable());
    change(tx -> Sample.orchestrator(tx, "checkout"));
    contract.reopen();
    store().close();
    contract.reopen();
    assertThat(list(tx -> tx.orchestrators().listActive())).hasSize(1);
  }
}
