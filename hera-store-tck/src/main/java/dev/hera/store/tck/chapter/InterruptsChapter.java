package dev.hera.store.tck.chapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.role.Orchestrator;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.tck.row.RowFixtures;
import dev.hera.store.tck.run.TestThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What an interrupted caller does to others. */
public abstract class InterruptsChapter extends Chapter {
  private static final int CALLS = 25;

  public InterruptsChapter(StoreUnderTest tested) {
    super(tested);
  }

  @Test
  void a_thread_interrupted_before_its_transactions_does_no_harm_to_others() {
    assertHarmless(
        number -> {
          Thread.currentThread().interrupt();
          change(tx -> RowFixtures.orchestrator(tx, "o-" + number));
        });
  }

  @Test
  void a_thread_interrupted_in_the_midst_of_its_work_does_no_harm_to_others() {
    assertHarmless(
        number -> {
          Thread caller = Thread.currentThread();
          change(
              tx -> {
                RowFixtures.orchestrator(tx, "o-" + number);
                caller.interrupt();
                RowFixtures.orchestrator(tx, "p-" + number);
              });
        });
  }

  @Test
  void a_thread_interrupted_while_it_reads_does_no_harm_to_others() {
    assertHarmless(
        number -> {
          Thread caller = Thread.currentThread();
          read(
              tx -> {
                caller.interrupt();
                return tx.orchestrators().listActive();
              });
          change(tx -> RowFixtures.orchestrator(tx, "o-" + number));
        });
  }

  /** What an interrupted thread did is there exactly if it returned, and others go on. */
  private void assertHarmless(Consumer<Integer> interruptedWork) {
    List<String> kept = new ArrayList<>();
    try (TestThreads threads = new TestThreads()) {
      threads.run(() -> runInterrupted(interruptedWork, kept));
      threads.joinAll();
    }
    change(tx -> RowFixtures.orchestrator(tx, "after"));
    kept.add("after");
    assertThat(list(tx -> tx.orchestrators().listActive()))
        .extracting(Orchestrator::name)
        .filteredOn(name -> !name.startsWith("p-"))
        .isEqualTo(kept);
  }

  private static void runInterrupted(Consumer<Integer> work, List<String> kept) {
    for (int number = 0; number < CALLS; number++) {
      try {
        work.accept(number);
        kept.add("o-" + number);
      } catch (StoreUnavailableException refused) {
        // It was interrupted, and so nothing of it may be there.
      } finally {
        Thread.interrupted();
      }
    }
  }
}
