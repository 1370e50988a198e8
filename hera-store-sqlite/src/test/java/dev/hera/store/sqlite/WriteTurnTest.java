package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.Proves;
import dev.hera.role.Orchestrator;
import dev.hera.spi.IdKind;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import dev.hera.store.jooq.JooqStore;
import dev.hera.store.tck.fault.TakenConnections;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How long a store waits while another one on the file writes. */
@Timeout(60)
class WriteTurnTest {
  private static final int GREEDY_CALLERS = 4;
  private static final int TURNS = 20;

  /** So many that the lock is free for a small part of the time only. */
  private static final int IDS_AT_A_TIME = 300;

  /** Works of the others for each turn: about two, and fifty or more with SQLite's own waiting. */
  private static final long MOST_BETWEEN = 30;

  @TempDir Path directory;
  private final ExecutorService callers = Executors.newCachedThreadPool();
  private SqliteStore store;
  private SqliteStore other;

  @BeforeEach
  void open() {
    Path file = directory.resolve("hera.db");
    store = SqliteStore.open(file);
    other = SqliteStore.open(file);
  }

  @AfterEach
  void close() {
    callers.shutdownNow();
    store.close();
    other.close();
  }

  @Proves("M26")
  @Test
  void a_store_gets_its_turn_beside_one_that_writes_without_a_pause() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong works = new AtomicLong();
    List<Future<?>> greedy = new ArrayList<>();
    for (int i = 0; i < GREEDY_CALLERS; i++) {
      greedy.add(callers.submit(() -> writeUntil(over, works)));
    }
    while (works.get() < GREEDY_CALLERS) {
      Thread.onSpinWait();
    }
    long before = works.get();
    for (int turn = 0; turn < TURNS; turn++) {
      store.write(SqliteRows::insertNext);
    }
    assertThat(works.get() - before).isLessThan(TURNS * MOST_BETWEEN);
    over.set(true);
    for (Future<?> each : greedy) {
      each.get();
    }
    assertThat(store.<Long>write(tx -> tx.takeIds(IdKind.ORCHESTRATOR, 1)))
        .isEqualTo(works.get() * IDS_AT_A_TIME + TURNS + 1);
  }

  private void writeUntil(AtomicBoolean over, AtomicLong works) {
    while (!over.get()) {
      other.write(WriteTurnTest::takeIds);
      works.incrementAndGet();
    }
  }

  private static long takeIds(Transaction tx) {
    for (int i = 0; i < IDS_AT_A_TIME; i++) {
      tx.takeIds(IdKind.ORCHESTRATOR, 1);
    }
    return tx.takeIds(IdKind.TASK, 1);
  }

  @Proves("M26")
  @Test
  void a_store_gives_up_when_its_turn_does_not_come_and_changes_nothing() throws Exception {
    CountDownLatch holding = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Future<Boolean> holder = callers.submit(() -> other.write(tx -> hold(holding, goOn)));
    holding.await();
    assertThatThrownBy(() -> store.write(SqliteRows::insertNext))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("nothing was changed");
    goOn.countDown();
    assertThat(holder.get()).isTrue();
    List<Orchestrator> none = store.read(tx -> tx.orchestrators().listActive());
    assertThat(none).isEmpty();
    assertThat(store.<Long>write(SqliteRows::insertNext)).isEqualTo(1);
  }

  @Proves("M26")
  @Test
  void callers_that_wait_together_give_up_together() throws Exception {
    int waiting = 8;
    Path file = directory.resolve("hera.db");
    SqliteEngine engine = SqliteEngine.of(new DatabaseFile(file), SqliteStore.Durability.POWER_CUT);
    TakenConnections taken = new TakenConnections();
    CountDownLatch holding = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (JooqStore crowded =
        JooqStore.open(
            new SqliteEngine(engine.file(), taken.of(engine.writer()), engine.readers()))) {
      Future<Boolean> holder = callers.submit(() -> other.write(tx -> hold(holding, goOn)));
      holding.await();
      List<Future<Long>> refused = new ArrayList<>();
      for (int i = 0; i < waiting; i++) {
        refused.add(callers.submit(() -> crowded.write(SqliteRows::insertNext)));
      }
      for (Future<Long> each : refused) {
        assertThatThrownBy(each::get).hasCauseInstanceOf(StoreUnavailableException.class);
      }
      assertThat(taken.count()).as("connections, one for each turn").isLessThanOrEqualTo(3);
      goOn.countDown();
      assertThat(holder.get()).isTrue();
      assertThat(crowded.<Long>write(SqliteRows::insertNext)).isEqualTo(1);
    }
  }

  private static boolean hold(CountDownLatch holding, CountDownLatch goOn) {
    holding.countDown();
    try {
      goOn.await();
      return true;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
