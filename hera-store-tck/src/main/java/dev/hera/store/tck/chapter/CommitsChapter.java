package dev.hera.store.tck.chapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hera.spi.HeraStore;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.tck.row.FilledStore;
import dev.hera.store.tck.run.TestThreads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A commit that takes long, or fails, as seen by other threads. */
public abstract class CommitsChapter extends Chapter {
  /** What the next commits do before they take effect. */
  private volatile Runnable beforeCommit = () -> {};

  public CommitsChapter(StoreUnderTest tested) {
    super(tested);
  }

  @Test
  void nobody_sees_a_change_whose_commit_is_under_way(@TempDir Path place) {
    onFilledStore(place, this::assertHiddenDuringCommit);
  }

  private void assertHiddenDuringCommit(HeraStore store, FilledStore filled) {
    List<Object> before = store.read(filled::look);
    CountDownLatch committing = new CountDownLatch(1);
    CountDownLatch looked = new CountDownLatch(1);
    AtomicBoolean goesOn = new AtomicBoolean();
    beforeCommit =
        () -> {
          committing.countDown();
          TestThreads.comes(looked);
          goesOn.set(true);
        };
    try (TestThreads threads = new TestThreads()) {
      threads.run(() -> changeEverything(store, filled));
      TestThreads.await(committing);
      // A read may wait for the commit; then it sees what was committed.
      Future<Boolean> hidden =
          threads.start(
              () -> {
                List<Object> seen = store.read(filled::look);
                boolean waited = goesOn.get();
                looked.countDown();
                return waited || seen.equals(before);
              });
      assertThat(TestThreads.join(hidden)).as("hidden until it is committed").isTrue();
      threads.joinAll();
    }
    assertThat(store.<List<Object>>read(filled::look)).isNotEqualTo(before);
  }

  @Test
  void a_commit_that_fails_leaves_nothing_to_be_seen(@TempDir Path place) {
    onFilledStore(place, this::assertNothingOfFailedCommit);
  }

  private void assertNothingOfFailedCommit(HeraStore store, FilledStore filled) {
    List<Object> before = store.read(filled::look);
    beforeCommit =
        () -> {
          throw new IllegalStateException("this commit fails as it was told to");
        };
    assertThatThrownBy(() -> changeEverything(store, filled)).isInstanceOf(RuntimeException.class);
    beforeCommit = () -> {};
    try {
      assertThat(store.<List<Object>>read(filled::look)).as("after it failed").isEqualTo(before);
    } catch (StoreUnavailableException refused) {
      // A store that cannot tell what its commit did goes on when it is opened again.
    }
  }

  @Test
  void a_commit_that_fails_is_not_there_when_the_store_is_opened_again(@TempDir Path place) {
    assumeTrue(tested.survivesClosing());
    List<Object> before = new ArrayList<>();
    FilledStore filled =
        onFilledStore(
            place,
            (store, all) -> {
              before.addAll(store.<List<Object>>read(all::look));
              assertNothingOfFailedCommit(store, all);
            });
    try (HeraStore again = tested.open(place)) {
      assertThat(again.<List<Object>>read(filled::look)).isEqualTo(before);
    }
  }

  private FilledStore onFilledStore(Path place, BiConsumer<HeraStore, FilledStore> test) {
    Optional<HeraStore> opened = tested.openWithCommitPoint(place, () -> beforeCommit.run());
    assumeTrue(opened.isPresent(), "the author gives no commit point");
    try (HeraStore store = opened.get()) {
      FilledStore filled = store.write(FilledStore::insert);
      test.accept(store, filled);
      return filled;
    }
  }

  private static void changeEverything(HeraStore store, FilledStore filled) {
    store.write(
        tx -> {
          filled.changeEverything(tx);
          return true;
        });
  }
}
