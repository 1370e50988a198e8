package dev.hera.store.h2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.spi.HeraStore;
import dev.hera.spi.IdKind;
import dev.hera.store.tck.fault.JdbcPoints;
import dev.hera.store.tck.run.TestThreads;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** H2 shows a commit before it is in the file, so nobody may look meanwhile. */
@Timeout(60)
class H2CommitTest {
  @TempDir Path directory;

  @Test
  void a_read_that_begins_during_a_commit_waits_for_it() {
    AtomicReference<Runnable> beforeCommit = new AtomicReference<>(() -> {});
    CountDownLatch committing = new CountDownLatch(1);
    CountDownLatch looked = new CountDownLatch(1);
    AtomicBoolean goesOn = new AtomicBoolean();
    try (HeraStore store =
            H2FaultsTest.open(
                directory,
                source -> JdbcPoints.withCommitPoint(source, () -> beforeCommit.get().run()));
        TestThreads threads = new TestThreads()) {
      beforeCommit.set(
          () -> {
            committing.countDown();
            TestThreads.comes(looked);
            goesOn.set(true);
          });
      threads.run(() -> store.<Long>write(tx -> tx.takeIds(IdKind.ROLE, 1)));
      TestThreads.await(committing);
      Future<Boolean> waited =
          threads.start(
              () -> {
                store.read(tx -> tx.orchestrators().listActive().size());
                boolean committed = goesOn.get();
                looked.countDown();
                return committed;
              });
      assertThat(TestThreads.join(waited)).isTrue();
      threads.joinAll();
    }
  }
}
