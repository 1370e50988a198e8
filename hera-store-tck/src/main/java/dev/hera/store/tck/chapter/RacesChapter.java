package dev.hera.store.tck.chapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.Launch;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.spi.IdKind;
import dev.hera.spi.UniquenessException;
import dev.hera.store.tck.row.RowFixtures;
import dev.hera.store.tck.run.TestThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Writers that race each other. */
public abstract class RacesChapter extends Chapter {
  private static final int RACERS = 8;
  private static final int LAPS = 25;

  public RacesChapter(StoreUnderTest tested) {
    super(tested);
  }

  @Test
  void no_update_of_racing_writers_is_lost() {
    RoleId role = write(tx -> GatedRoles.gated(tx, 1)).get(0).id();
    race(lap -> change(tx -> GatedRoles.count(tx, role)));
    assertThat(count(tx -> GatedRoles.working(tx, role))).isEqualTo(RACERS * LAPS);
  }

  @Test
  void racing_writers_get_ids_of_their_own() {
    List<Long> taken = new ArrayList<>();
    race(
        lap -> {
          long first = write(tx -> tx.takeIds(IdKind.MESSAGE, 3));
          synchronized (taken) {
            taken.addAll(List.of(first, first + 1, first + 2));
          }
        });
    assertThat(taken).hasSize(3 * RACERS * LAPS).doesNotHaveDuplicates();
  }

  @Test
  void one_of_racing_inserts_of_a_name_succeeds() {
    List<String> won = new ArrayList<>();
    race(
        lap -> {
          try {
            change(tx -> RowFixtures.orchestrator(tx, "lap-" + lap));
            synchronized (won) {
              won.add("lap-" + lap);
            }
          } catch (UniquenessException taken) {
            // Another one was first.
          }
        });
    assertThat(won).hasSize(LAPS).doesNotHaveDuplicates();
    assertThat(list(tx -> tx.orchestrators().listActive())).hasSize(LAPS);
  }

  @Test
  void racing_writers_find_by_every_question_what_was_kept_before_and_nothing_else() {
    Role role = write(tx -> GatedRoles.gated(tx, 1)).get(0);
    Launch launch = write(tx -> RowFixtures.launch(tx, role));
    change(tx -> CountedRows.of(tx, role, launch).start());
    AtomicInteger kept = new AtomicInteger();
    race(
        lap -> {
          try {
            change(
                tx -> {
                  CountedRows.of(tx, role, launch).countUp(lap);
                  if (lap % 3 == 0) {
                    throw new GivenUpException();
                  }
                });
            kept.incrementAndGet();
          } catch (GivenUpException expected) {
            // What it wrote is not there.
          }
        });
    assertThat(count(tx -> CountedRows.of(tx, role, launch).count(0))).isEqualTo(kept.get());
  }

  private static final class GivenUpException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static void race(Consumer<Integer> lap) {
    CountDownLatch start = new CountDownLatch(RACERS);
    try (TestThreads threads = new TestThreads()) {
      for (int racer = 0; racer < RACERS; racer++) {
        threads.run(
            () -> {
              start.countDown();
              TestThreads.await(start);
              for (int number = 0; number < LAPS; number++) {
                lap.accept(number);
              }
            });
      }
      threads.joinAll();
    }
  }
}
