package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.spi.IdKind;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import dev.hera.store.jooq.JooqStore;
import dev.hera.store.jooq.sql.SqlDatabase;
import dev.hera.store.tck.fault.JdbcPoints;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GroupCommitTest {
  private static final int CALLERS = 8;

  @TempDir Path directory;
  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicBoolean broken = new AtomicBoolean();
  private JooqStore store;

  @BeforeEach
  void open() {
    DatabaseFile file = new DatabaseFile(directory.resolve("hera.db"));
    file.create();
    SqliteEngine engine = SqliteEngine.of(file, SqliteStore.Durability.POWER_CUT);
    DataSource writer = JdbcPoints.watched(engine.writer(), new Breaking());
    store = JooqStore.open(counting(new SqliteEngine(file, writer, engine.readers())));
    begun.set(0);
  }

  /** Ends the next statement with an error that is none of the database. */
  private final class Breaking implements JdbcPoints.Watcher {
    @Override
    public void before() {
      if (broken.getAndSet(false)) {
        throw new StackOverflowError("as it was told to");
      }
    }
  }

  /** The engine, whose writing transactions are counted: it is asked about others with each. */
  private SqlDatabase counting(SqlDatabase engine) {
    InvocationHandler handler =
        (self, method, arguments) -> {
          if (method.getName().equals("foreignCommits")) {
            begun.incrementAndGet();
          }
          return method.invoke(engine, arguments);
        };
    return (SqlDatabase)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {SqlDatabase.class}, handler);
  }

  @AfterEach
  void close() {
    callers.shutdownNow();
    store.close();
  }

  @Test
  void refuses_a_write_when_the_disk_is_full_and_goes_on_with_a_fresh_connection() {
    fillDisk();
    assertThatThrownBy(() -> store.write(GroupCommitTest::insertLarge))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("nothing was changed");
    assertThat(store.write(GroupCommitTest::insertLarge)).isEqualTo(1);
    assertThat(stored()).hasSize(1);
  }

  @Test
  void keeps_nothing_of_a_work_that_swallows_a_full_disk() {
    fillDisk();
    assertThatThrownBy(
            () ->
                store.write(
                    transaction -> {
                      try {
                        return insertLarge(transaction);
                      } catch (StoreUnavailableException e) {
                        return -1L;
                      }
                    }))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(stored()).isEmpty();
  }

  @Test
  void keeps_nothing_of_a_work_that_swallows_an_error_of_a_change() {
    assertThatThrownBy(
            () ->
                store.write(
                    tx -> {
                      long id = SqliteRows.insertNext(tx);
                      broken.set(true);
                      try {
                        return SqliteRows.insertNext(tx);
                      } catch (StackOverflowError e) {
                        return id;
                      }
                    }))
        .isInstanceOf(StackOverflowError.class);
    assertThat(stored()).isEmpty();
    assertThat(store.write(SqliteRows::insertNext)).isEqualTo(1);
  }

  @Test
  void shows_no_work_of_a_group_the_interrupt_of_another() throws Exception {
    AtomicInteger interrupted = new AtomicInteger();
    List<Future<Long>> answers =
        group(
            () -> {},
            tx -> {
              interrupted.addAndGet(Thread.currentThread().isInterrupted() ? 1 : 0);
              Thread.currentThread().interrupt();
              return SqliteRows.insertNext(tx);
            });
    for (Future<Long> answer : answers) {
      answer.get();
    }
    assertThat(interrupted.get()).isZero();
    assertThat(stored()).hasSize(CALLERS);
  }

  @Test
  void runs_each_work_of_a_group_once_more_alone_when_the_disk_was_full() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    List<Future<Long>> answers =
        group(
            this::fillDisk,
            transaction -> {
              runs.incrementAndGet();
              return insertLarge(transaction);
            });
    List<Long> ids = new ArrayList<>();
    for (Future<Long> answer : answers) {
      ids.add(answer.get());
    }
    assertThat(ids).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    assertThat(stored()).hasSize(CALLERS);
    assertThat(runs.get()).isGreaterThan(CALLERS);
  }

  @Test
  void commits_with_a_work_what_came_while_it_ran() throws Exception {
    for (Future<Long> answer : group(() -> {}, SqliteRows::insertNext)) {
      answer.get();
    }
    assertThat(begun.get()).isEqualTo(1);
  }

  @Test
  void holds_nobody_up_for_more_than_256_works() throws Exception {
    for (Future<Long> answer : group(300, () -> {}, SqliteRows::insertNext)) {
      answer.get();
    }
    assertThat(stored()).hasSize(300);
    assertThat(begun.get()).isEqualTo(2);
  }

  @Test
  void rolls_back_only_the_work_of_a_group_that_threw() throws Exception {
    AtomicInteger order = new AtomicInteger();
    List<Future<Long>> answers =
        group(
            () -> {},
            transaction -> {
              long id = SqliteRows.insertNext(transaction);
              if (order.incrementAndGet() % 2 == 0) {
                throw new IllegalArgumentException("refused");
              }
              return id;
            });
    assertThat(refused(answers)).isEqualTo(CALLERS / 2);
    assertThat(stored())
        .as("the ids of what was taken back are given again")
        .extracting(row -> row.id().value())
        .containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void shows_no_work_of_a_group_what_was_taken_back_of_another() throws Exception {
    store.write(SqliteRows::insertNext);
    OrchestratorId id = new OrchestratorId(1);
    List<String> kept = new ArrayList<>(List.of("o1"));
    List<String> found = new ArrayList<>();
    List<Future<Long>> answers =
        group(
            () -> {},
            tx -> {
              found.add(kept.get(kept.size() - 1) + " is " + name(tx, id));
              String renamed = "renamed-" + found.size();
              tx.orchestrators().update(SqliteRows.orchestrator(id.value(), renamed));
              found.add(renamed + " is " + name(tx, id));
              if (found.size() % 4 == 0) {
                throw new IllegalArgumentException("refused");
              }
              kept.add(renamed);
              return id.value();
            });
    assertThat(refused(answers)).isEqualTo(CALLERS / 2);
    assertThat(kept).hasSize(1 + CALLERS / 2);
    assertThat(found).hasSize(2 * CALLERS).allMatch(GroupCommitTest::isSameTwice);
  }

  /**
   * Has all callers write the same work while another write holds them up, and so as one group.
   *
   * @param before run before all of them
   */
  private List<Future<Long>> group(Runnable before, Function<Transaction, Long> work)
      throws Exception {
    return group(CALLERS, before, work);
  }

  private List<Future<Long>> group(int size, Runnable before, Function<Transaction, Long> work)
      throws Exception {
    before.run();
    CountDownLatch holding = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Future<?> holder = callers.submit(() -> store.write(tx -> hold(holding, goOn)));
    holding.await();
    List<Thread> waiting = Collections.synchronizedList(new ArrayList<>());
    List<Future<Long>> answers = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      answers.add(
          callers.submit(
              () -> {
                waiting.add(Thread.currentThread());
                return store.write(work);
              }));
    }
    while (waiting.size() < size || !waiting.stream().allMatch(GroupCommitTest::isParked)) {
      Thread.onSpinWait();
    }
    goOn.countDown();
    holder.get();
    return answers;
  }

  private static boolean isParked(Thread thread) {
    return thread.getState() == Thread.State.WAITING;
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

  /** Lets the database grow no further on the connection that writes now. */
  private void fillDisk() {
    store.useWriter(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute("pragma max_page_count = 1");
          }
        });
  }

  private static int refused(List<Future<Long>> answers) throws InterruptedException {
    int refused = 0;
    for (Future<Long> answer : answers) {
      try {
        answer.get();
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(IllegalArgumentException.class);
        refused++;
      }
    }
    return refused;
  }

  private static String name(Transaction tx, OrchestratorId id) {
    return tx.orchestrators().find(id).orElseThrow().name();
  }

  private static boolean isSameTwice(String expectedIsFound) {
    String[] both = expectedIsFound.split(" is ", 2);
    return both[0].equals(both[1]);
  }

  private static long insertLarge(Transaction transaction) {
    long id = transaction.takeIds(IdKind.ORCHESTRATOR, 1);
    String name = id + "-" + "x".repeat(100_000);
    transaction.orchestrators().insert(List.of(SqliteRows.orchestrator(id, name)));
    return id;
  }

  private List<Orchestrator> stored() {
    return store.read(transaction -> transaction.orchestrators().listActive());
  }
}
