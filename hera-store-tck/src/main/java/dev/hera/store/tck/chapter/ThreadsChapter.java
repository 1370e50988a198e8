package dev.hera.store.tck.chapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Gate;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.spi.IdKind;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.row.FilledStore;
import dev.hera.store.tck.row.RowFixtures;
import dev.hera.store.tck.run.TestThreads;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What threads see of each other's transactions. */
public abstract class ThreadsChapter extends Chapter {
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
    List<Role> roles = write(tx -> GatedRoles.gated(tx, 2));
    CountDownLatch half = new CountDownLatch(1);
    CountDownLatch looked = new CountDownLatch(1);
    try (TestThreads threads = new TestThreads()) {
      threads.run(
          () ->
              change(
                  tx -> {
                    GatedRoles.count(tx, roles.get(0).id());
                    half.countDown();
                    TestThreads.comes(looked);
                    GatedRoles.count(tx, roles.get(1).id());
                  }));
      TestThreads.await(half);
      assertThat(difference(roles)).isZero();
      looked.countDown();
      threads.joinAll();
    }
  }

  @Test
  void no_read_sees_one_row_before_and_another_after_a_write() {
    List<Role> roles = write(tx -> GatedRoles.gated(tx, 2));
    int difference =
        readAcross(
            tx -> roles.forEach(role -> GatedRoles.count(tx, role.id())),
            tx -> GatedRoles.working(tx, roles.get(0).id()),
            (before, tx) -> before - GatedRoles.working(tx, roles.get(1).id()));
    assertThat(difference).isZero();
  }

  @Test
  void no_read_among_many_writes_sees_half_of_one() {
    List<Role> roles = write(tx -> GatedRoles.gated(tx, 2));
    try (TestThreads threads = new TestThreads()) {
      Future<Boolean> writer =
          threads.start(
              () -> {
                for (int lap = 0; lap < 10 * LAPS; lap++) {
                  change(tx -> roles.forEach(role -> GatedRoles.count(tx, role.id())));
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
    RoleId role = write(tx -> GatedRoles.gated(tx, 1)).get(0).id();
    change(tx -> GatedRoles.count(tx, role));
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
      change(tx -> GatedRoles.count(tx, role));
      overtaken.countDown();
      threads.joinAll();
    }
    assertThat(count(tx -> GatedRoles.working(tx, role))).isEqualTo(3);
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
    return read(
        tx ->
            GatedRoles.working(tx, roles.get(0).id()) - GatedRoles.working(tx, roles.get(1).id()));
  }
}
