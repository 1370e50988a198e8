package dev.hera.store.tck.chapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Gate;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.spi.IdKind;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import dev.hera.spi.UniquenessException;
import dev.hera.store.tck.row.FilledStore;
import dev.hera.store.tck.row.RowFixtures;
import dev.hera.store.tck.run.TestThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What threads see of each other's transactions. */
public abstract class ThreadsChapter extends Chapter {
  private static final int RACERS = 8;
  private static final int LAPS = 25;

  public ThreadsChapter(StoreUnderTest tested) {
    super(tested);
  }

  @Test
  void nobody_sees_what_is_not_committed() {
    FilledStore filled = write(FilledStore::insert);
    List<Object> before = read(filled::look);
    CountDownLatch changed = new CountDownLatch(1);
    CountDownLatch looked = new CountDownLatch(1);
    IllegalArgumentException rollBack = new IllegalArgumentException("roll back");
    try (TestThreads threads = new TestThreads()) {
      Future<Boolean> writer =
          threads.start(
              () ->
                  write(
                      tx -> {
                        filled.changeEverything(tx);
                        changed.countDown();
                        TestThreads.comes(looked);
                        throw rollBack;
                      }));
      TestThreads.await(changed);
      List<Object> seen = read(filled::look);
      looked.countDown();
      assertThatThrownBy(() -> TestThreads.join(writer)).isSameAs(rollBack);
      assertThat(seen).isEqualTo(before);
    }
  }

  @Test
  void a_read_sees_no_change_that_was_committed_after_it_began() {
    FilledStore filled = write(FilledStore::insert);
    List<Object> before = read(filled::look);
    assertThat(
            this.<Boolean, List<Object>>readAcross(
                filled::changeEverything, tx -> true, (begun, tx) -> filled.look(tx)))
        .isEqualTo(before);
  }

  @Test
  void a_read_sees_the_same_however_often_it_looks() {
    int seen =
        readAcross(
            tx -> RowFixtures.orchestrator(tx, "later"),
            tx -> tx.orchestrators().listActive().size(),
            (before, tx) -> before + tx.orchestrators().listActive().size());
    assertThat(seen).isZero();
  }

  @Test
  void a_read_does_not_see_what_was_written_after_it_began() {
    int seen =
        readAcross(
            tx -> RowFixtures.orchestrator(tx, "later"),
            tx -> true,
            (before, tx) -> tx.orchestrators().listActive().size());
    assertThat(seen).isZero();
  }

  @Test
  void a_read_begun_after_a_write_returned_sees_it() {
    try (TestThreads threads = new TestThreads()) {
      for (int lap = 0; lap < LAPS; lap++) {
        Orchestrator written =
            write(tx -> RowFixtures.orchestrator(tx, "o-" + tx.takeIds(IdKind.ROLE, 1)));
        Future<Boolean> seen =
            threads.start(() -> read(tx -> tx.orchestrators().find(written.id()).isPresent()));
        assertThat(TestThreads.join(seen)).isTrue();
      }
    }
  }

  @Test
  void no_read_sees_half_of_a_write() {
    List<Role> roles = write(tx -> gated(tx, 2));
    CountDownLatch half = new CountDownLatch(1);
    CountDownLatch looked = new CountDownLatch(1);
    try (TestThreads threads = new TestThreads()) {
      threads.run(
          () ->
              change(
                  tx -> {
                    count(tx, roles.get(0).id());
                    half.countDown();
                    TestThreads.comes(looked);
                    count(tx, roles.get(1).id());
                  }));
      TestThreads.await(half);
      assertThat(difference(roles)).isZero();
      looked.countDown();
      threads.joinAll();
    }
  }

  @Test
  void no_read_sees_one_row_before_and_another_after_a_write() {
    List<Role> roles = write(tx -> gated(tx, 2));
    int difference =
        readAcross(
            tx -> roles.forEach(role -> count(tx, role.id())),
            tx -> working(tx, roles.get(0).id()),
            (before, tx) -> before - working(tx, roles.get(1).id()));
    assertThat(difference).isZero();
  }

  @Test
  void no_read_among_many_writes_sees_half_of_one() {
    List<Role> roles = write(tx -> gated(tx, 2));
    try (TestThreads threads = new TestThreads()) {
      Future<Boolean> writer =
          threads.start(
              () -> {
                for (int lap = 0; lap < 10 * LAPS; lap++) {
                  change(tx -> roles.forEach(role -> count(tx, role.id())));
                }
                return true;
              });
      while (!writer.isDone()) {
        assertThat(difference(roles)).isZero();
      }
      threads.joinAll();
    }
  }

  @Test
  void a_write_that_comes_while_another_one_runs_sees_what_that_one_did() {
    RoleId role = write(tx -> gated(tx, 1)).get(0).id();
    change(tx -> count(tx, role));
    CountDownLatch counting = new CountDownLatch(1);
    CountDownLatch overtaken = new CountDownLatch(1);
    try (TestThreads threads = new TestThreads()) {
      threads.run(
          () ->
              change(
                  tx -> {
                    Gate seen = tx.gates().find(role).orElseThrow();
                    counting.countDown();
                    TestThreads.comes(overtaken);
                    tx.gates().update(seen.plus(BlockerOutcome.WORKING));
                  }));
      TestThreads.await(counting);
      change(tx -> count(tx, role));
      overtaken.countDown();
      threads.joinAll();
    }
    assertThat(count(tx -> working(tx, role))).isEqualTo(3);
  }

  @Test
  void no_update_of_racing_writers_is_lost() {
    RoleId role = write(tx -> gated(tx, 1)).get(0).id();
    race(lap -> change(tx -> count(tx, role)));
    assertThat(count(tx -> working(tx, role))).isEqualTo(RACERS * LAPS);
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
            assertThat(taken).isNotNull();
          }
        });
    assertThat(won).hasSize(LAPS).doesNotHaveDuplicates();
    assertThat(list(tx -> tx.orchestrators().listActive())).hasSize(LAPS);
  }

  @Test
  void a_read_does_not_wait_for_a_write_that_runs() {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch looked = new CountDownLatch(1);
    try (TestThreads threads = new TestThreads()) {
      threads.run(
          () ->
              write(
                  tx -> {
                    RowFixtures.orchestrator(tx, "slow");
                    writing.countDown();
                    TestThreads.await(looked);
                    return true;
                  }));
      TestThreads.await(writing);
      Future<Integer> reader =
          threads.start(() -> read(tx -> tx.orchestrators().listActive().size()));
      assertThat(TestThreads.join(reader)).isZero();
      looked.countDown();
      threads.joinAll();
    }
    assertThat(list(tx -> tx.orchestrators().listActive())).hasSize(1);
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
    for (int number = 0; number < LAPS; number++) {
      try {
        work.accept(number);
        kept.add("o-" + number);
      } catch (StoreUnavailableException refused) {
        assertThat(refused.code()).isNotNull();
      } finally {
        Thread.interrupted();
      }
    }
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

  /** What a read makes of what it saw before a write of somebody else and what it sees after. */
  private <B, T> T readAcross(
      Consumer<Transaction> write,
      Function<Transaction, B> before,
      BiFunction<B, Transaction, T> after) {
    CountDownLatch looked = new CountDownLatch(1);
    CountDownLatch written = new CountDownLatch(1);
    try (TestThreads threads = new TestThreads()) {
      Future<T> reader =
          threads.start(
              () ->
                  read(
                      tx -> {
                        B seen = before.apply(tx);
                        looked.countDown();
                        TestThreads.comes(written);
                        return after.apply(seen, tx);
                      }));
      TestThreads.await(looked);
      change(write);
      written.countDown();
      return TestThreads.join(reader);
    }
  }

  private int difference(List<Role> roles) {
    return read(tx -> working(tx, roles.get(0).id()) - working(tx, roles.get(1).id()));
  }

  private static List<Role> gated(Transaction tx, int count) {
    List<Role> roles = RowFixtures.team(tx, "checkout", count);
    tx.gates().insert(RowFixtures.newGates(roles));
    return roles;
  }

  private static void count(Transaction tx, RoleId role) {
    Gate gate = tx.gates().find(role).orElseThrow();
    tx.gates().update(gate.plus(BlockerOutcome.WORKING));
  }

  private static int working(Transaction tx, RoleId role) {
    return tx.gates().find(role).orElseThrow().working();
  }
}
