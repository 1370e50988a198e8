package dev.hera.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.spi.IdKind;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class H2InterruptTest {
  private static final int CALLERS = 4;
  private static final int WRITES = 150;

  @TempDir Path directory;
  private final Set<Long> answered = new ConcurrentSkipListSet<>();

  @Test
  void interrupts_of_callers_in_mid_call_do_no_harm_to_the_file() throws Exception {
    try (H2Store store = H2Store.open(directory.resolve("hera"))) {
      List<Thread> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        callers.add(new Thread(() -> call(store)));
      }
      callers.forEach(Thread::start);
      while (callers.stream().anyMatch(Thread::isAlive)) {
        callers.forEach(Thread::interrupt);
        Thread.onSpinWait();
      }
      assertThat(answered).hasSize(CALLERS * WRITES);
      assertThat(stored(store)).isEqualTo(answered);
      assertThat(store.write(H2InterruptTest::insert)).isEqualTo(CALLERS * WRITES + 1);
    }
    try (H2Store store = H2Store.open(directory.resolve("hera"))) {
      assertThat(stored(store)).containsAll(answered);
    }
  }

  @Test
  void opens_and_closes_on_an_interrupted_thread_and_leaves_it_interrupted() {
    Thread.currentThread().interrupt();
    try (H2Store store = H2Store.open(directory.resolve("hera"))) {
      assertThat(store.write(H2InterruptTest::insert)).isEqualTo(1);
    }
    assertThat(Thread.interrupted()).isTrue();
    try (H2Store store = H2Store.open(directory.resolve("hera"))) {
      assertThat(stored(store)).containsExactly(1L);
    }
  }

  private void call(H2Store store) {
    for (int i = 0; i < WRITES; i++) {
      answered.add(store.write(H2InterruptTest::insert));
      readOrBeRefused(store);
    }
  }

  /** An interrupted thread may be refused a connection; that is all that may happen to it. */
  private static void readOrBeRefused(H2Store store) {
    try {
      assertThat(stored(store)).isNotEmpty();
    } catch (StoreUnavailableException e) {
      assertThat(e).hasMessageContaining("try again");
    }
  }

  private static long insert(Transaction tx) {
    long id = tx.takeIds(IdKind.ORCHESTRATOR, 1);
    tx.orchestrators()
        .insert(
            List.of(
                new Orchestrator(
                    new OrchestratorId(id), "o" + id, null, null, Instant.ofEpochMilli(1), null)));
    return id;
  }

  private static Set<Long> stored(H2Store store) {
    return store.read(
        tx ->
            tx.orchestrators().listActive().stream()
                .map(orchestrator -> orchestrator.id().value())
                .collect(Collectors.toSet()));
  }
}
