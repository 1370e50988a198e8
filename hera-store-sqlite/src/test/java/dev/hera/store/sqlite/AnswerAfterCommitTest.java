package dev.hera.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.role.OrchestratorId;
import dev.hera.spi.Transaction;
import dev.hera.store.jooq.JooqStore;
import dev.hera.store.tck.fault.JdbcPoints;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who is answered finds what was written, however long the commit of the whole group takes. */
@Timeout(60)
class AnswerAfterCommitTest {
  private static final int CALLERS = 8;

  /** How long each step to the commit takes, so that who does not wait for all of them is seen. */
  private static final long STEP_MILLIS = 200;

  @TempDir Path directory;
  private final ExecutorService callers = Executors.newCachedThreadPool();
  private final AtomicInteger ran = new AtomicInteger();
  private final CountDownLatch answered = new CountDownLatch(1);
  private JooqStore store;

  @BeforeEach
  void open() {
    DatabaseFile file = new DatabaseFile(directory.resolve("hera.db"));
    file.create();
    SqliteEngine engine = SqliteEngine.of(file, SqliteStore.Durability.POWER_CUT);
    DataSource writer = JdbcPoints.watched(engine.writer(), new Slow());
    store = JooqStore.open(new SqliteEngine(file, writer, engine.readers()));
    store.read(tx -> tx.orchestrators().listActive()); // connects, so that a reader is fast then
  }

  /** Goes on slowly when all works of the group have run, until somebody is answered. */
  private final class Slow implements JdbcPoints.Watcher {
    @Override
    public void before() {
      if (ran.get() == CALLERS) {
        comes(answered);
      }
    }
  }

  @AfterEach
  void close() {
    callers.shutdownNow();
    store.close();
  }

  @Test
  void nobody_of_a_group_is_answered_before_its_commit() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Future<Boolean> leader =
        callers.submit(
            () ->
                store.write(
                    tx -> {
                      writing.countDown();
                      return await(goOn);
                    }));
    writing.await();
    List<Future<Boolean>> followers = follow();
    goOn.countDown();
    assertThat(leader.get()).isTrue();
    for (Future<Boolean> follower : followers) {
      assertThat(follower.get()).as("found what it wrote").isTrue();
    }
  }

  /** Has all callers write while the leader does, and tell whether they then found it. */
  private List<Future<Boolean>> follow() {
    List<Thread> waiting = Collections.synchronizedList(new ArrayList<>());
    List<Future<Boolean>> followers = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      followers.add(
          callers.submit(
              () -> {
                waiting.add(Thread.currentThread());
                return isFoundOnceAnswered();
              }));
    }
    while (waiting.size() < CALLERS
        || !waiting.stream().allMatch(each -> each.getState() == Thread.State.WAITING)) {
      Thread.onSpinWait();
    }
    return followers;
  }

  private boolean isFoundOnceAnswered() {
    OrchestratorId id = new OrchestratorId(store.write(this::insert));
    boolean found = store.read(tx -> tx.orchestrators().find(id)).isPresent();
    answered.countDown();
    return found;
  }

  private long insert(Transaction tx) {
    long id = SqliteRows.insertNext(tx);
    ran.incrementAndGet();
    return id;
  }

  private static boolean await(CountDownLatch latch) {
    try {
      latch.await();
      return true;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean comes(CountDownLatch latch) {
    try {
      return latch.await(STEP_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
