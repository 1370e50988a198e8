package dev.hera.store.tck.chapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hera.role.Orchestrator;
import dev.hera.spi.HeraStore;
import dev.hera.spi.IdKind;
import dev.hera.spi.UniquenessException;
import dev.hera.store.tck.row.RowFixtures;
import dev.hera.store.tck.run.ProcessResources;
import dev.hera.store.tck.run.TestThreads;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is left over: of transactions that failed, and of stores that were closed. */
public abstract class ResourcesChapter extends Chapter {
  private static final int FAILURES = 200;
  private static final int LIVES = 10;
  private static final int CALLERS = 16;

  /** What a store may take while it is open for every so many failures is no leak yet. */
  private static final int FAILURES_FOR_EACH = 10;

  public ResourcesChapter(StoreUnderTest tested) {
    super(tested);
  }

  @Test
  void many_failing_reads_leave_the_store_usable() {
    change(tx -> RowFixtures.orchestrator(tx, "taken"));
    for (int i = 0; i < FAILURES; i++) {
      failToRead(store());
    }
    assertUsable(store());
  }

  @Test
  void many_failing_writes_leave_the_store_usable() {
    change(tx -> RowFixtures.orchestrator(tx, "taken"));
    for (int i = 0; i < FAILURES; i++) {
      failToWrite(store());
    }
    assertUsable(store());
  }

  @Test
  void failing_transactions_of_many_callers_leave_the_store_usable() {
    change(tx -> RowFixtures.orchestrator(tx, "taken"));
    try (TestThreads threads = new TestThreads()) {
      for (int caller = 0; caller < CALLERS; caller++) {
        threads.run(
            () -> {
              for (int i = 0; i < FAILURES / CALLERS; i++) {
                failToRead(store());
                failToWrite(store());
              }
            });
      }
      threads.joinAll();
    }
    assertUsable(store());
  }

  @Test
  void failing_transactions_keep_no_thread() {
    change(tx -> RowFixtures.orchestrator(tx, "taken"));
    fail(FAILURES / FAILURES_FOR_EACH);
    int before = ProcessResources.threads().size();
    fail(FAILURES);
    assertThat(ProcessResources.threads()).hasSizeLessThan(before + FAILURES / FAILURES_FOR_EACH);
  }

  @Test
  void failing_transactions_keep_no_file_open() {
    assumeTrue(ProcessResources.areFilesKnown());
    change(tx -> RowFixtures.orchestrator(tx, "taken"));
    fail(FAILURES / FAILURES_FOR_EACH);
    int before = ProcessResources.openFiles(tested.directory()).size();
    fail(FAILURES);
    assertThat(ProcessResources.openFiles(tested.directory()))
        .hasSizeLessThan(before + FAILURES / FAILURES_FOR_EACH);
  }

  @Test
  void a_store_opened_and_closed_many_times_leaves_no_thread_behind(@TempDir Path directory) {
    live(directory, 0); // what is started once for all stores is not of one of them
    Set<Thread> before = ProcessResources.threads();
    for (int life = 1; life <= LIVES; life++) {
      live(directory, life);
    }
    ProcessResources.assertNoOtherThan(before);
  }

  @Test
  void a_store_opened_and_closed_many_times_leaves_no_file_open(@TempDir Path directory) {
    assumeTrue(ProcessResources.areFilesKnown());
    for (int life = 1; life <= LIVES; life++) {
      live(directory, life);
      assertThat(ProcessResources.openFiles(directory)).as("open after life %s", life).isEmpty();
    }
  }

  @Test
  void a_store_closed_after_many_callers_leaves_no_file_open() {
    assumeTrue(ProcessResources.areFilesKnown());
    try (TestThreads threads = new TestThreads()) {
      for (int caller = 0; caller < CALLERS; caller++) {
        String name = "caller-" + caller;
        threads.run(
            () -> {
              change(tx -> RowFixtures.orchestrator(tx, name));
              assertThat(find(tx -> tx.orchestrators().findActive(name))).isPresent();
            });
      }
      threads.joinAll();
    }
    store().close();
    assertThat(ProcessResources.openFiles(tested.directory())).isEmpty();
  }

  /** Opens the store of this directory, uses all of it, and closes it. */
  private void live(Path directory, int life) {
    try (HeraStore opened = tested.open(directory)) {
      opened.watch(() -> {});
      opened.write(tx -> RowFixtures.orchestrator(tx, "life-" + life));
      String name =
          opened.read(tx -> tx.orchestrators().findActive("life-" + life).orElseThrow().name());
      assertTakenIn(opened, name);
      failToRead(opened);
    }
  }

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      failToRead(store());
      failToWrite(store());
    }
  }

  /** Fails in the work, and by a change, which no read may make. */
  private static void failToRead(HeraStore store) {
    IllegalArgumentException mine = new IllegalArgumentException("mine");
    assertThatThrownBy(
            () ->
                store.read(
                    tx -> {
                      tx.orchestrators().listActive();
                      throw mine;
                    }))
        .isSameAs(mine);
    assertThatThrownBy(() -> store.read(tx -> tx.takeIds(IdKind.ROLE, 1)))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Fails in the work, and by a uniqueness rule. */
  private static void failToWrite(HeraStore store) {
    IllegalArgumentException mine = new IllegalArgumentException("mine");
    assertThatThrownBy(
            () ->
                store.write(
                    tx -> {
                      RowFixtures.orchestrator(tx, "mine");
                      throw mine;
                    }))
        .isSameAs(mine);
    assertTakenIn(store, "taken");
  }

  private static void assertTakenIn(HeraStore store, String name) {
    assertThatThrownBy(() -> store.write(tx -> RowFixtures.orchestrator(tx, name)))
        .isInstanceOf(UniquenessException.class);
  }

  private static void assertUsable(HeraStore store) {
    store.write(tx -> RowFixtures.orchestrator(tx, "after"));
    List<Orchestrator> found = store.read(tx -> tx.orchestrators().listActive());
    assertThat(found).extracting(Orchestrator::name).containsExactly("taken", "after");
  }
}
