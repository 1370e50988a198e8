package dev.hera.store.tck;

import static dev.hera.store.tck.ContractRun.rejectedContract;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.memory.Journal;
import dev.hera.memory.MemoryStore;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import dev.hera.store.tck.FileOfNames.Fault;
import dev.hera.store.tck.fault.CommitPointJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Stores whose commits come too late, show too early or leave a lock are rejected. */
class BrokenCommitsTest {
  private static final String KILLED =
      "Kills.a_process_killed_amid_writes_loses_nothing_that_was_answered_or_seen";
  private static final String KILLED_AT_REST =
      "Kills.a_process_killed_at_rest_loses_nothing_that_was_answered";
  private static final String KILLED_AT_WORK =
      "Kills.a_store_whose_process_was_killed_amid_a_work_is_soon_open_again";
  private static final String HIDDEN = "Commits.nobody_sees_a_change_whose_commit_is_under_way";
  private static final String FAILED = "Commits.a_commit_that_fails_leaves_nothing_to_be_seen";

  @TestFactory
  Stream<DynamicTest> a_store_that_does_not_survive_kills_is_rejected() {
    return Stream.of(
        rejectedContract(
            "commits when it is closed", CommitsOnClosing.class, KILLED, "answered until round 1"),
        rejectedContract(
            "loses the last commit", CommitsLate.class, KILLED_AT_REST, "answered until round 1"),
        rejectedContract(
            "shows what it did not write yet",
            ShowsUnwritten.class,
            KILLED,
            "seen by a read until round"),
        rejectedContract(
            "leaves its lock", KeepsItsLock.class, KILLED_AT_WORK, "not open again PT0.1S after"));
  }

  @TestFactory
  Stream<DynamicTest> a_store_that_shows_commits_too_early_is_rejected() {
    return Stream.of(
        rejectedContract(
            "shows a commit that is under way", ShowsEarly.class, HIDDEN, "hidden until"),
        rejectedContract(
            "keeps what a failed commit did", KeepsFailedCommits.class, FAILED, "after it failed"));
  }

  @Test
  void a_sound_store_passes() {
    for (String test : List.of(KILLED, KILLED_AT_REST, KILLED_AT_WORK)) {
      assertThat(ContractRun.failures(Sound.class, test)).as(test).isEmpty();
    }
    for (String test : List.of(HIDDEN, FAILED)) {
      assertThat(ContractRun.failures(MemoryStoreTest.class, test)).as(test).isEmpty();
    }
  }

  /** A contract as an author writes it. */
  abstract static class NamesContract extends HeraStoreContract {
    private final Fault fault;

    NamesContract(Fault fault) {
      this.fault = fault;
    }

    @Override
    protected HeraStore open(Path directory) {
      return new FileOfNames(directory, fault);
    }

    @Override
    protected int kills() {
      return 2;
    }

    @Override
    protected Duration lockedAfterKill() {
      return Duration.ofMillis(100);
    }
  }

  static final class Sound extends NamesContract {
    Sound() {
      super(Fault.NONE);
    }
  }

  static final class CommitsOnClosing extends NamesContract {
    CommitsOnClosing() {
      super(Fault.COMMITS_ON_CLOSING);
    }
  }

  static final class CommitsLate extends NamesContract {
    CommitsLate() {
      super(Fault.COMMITS_LATE);
    }
  }

  static final class ShowsUnwritten extends NamesContract {
    ShowsUnwritten() {
      super(Fault.SHOWS_BEFORE_COMMIT);
    }
  }

  static final class KeepsItsLock extends NamesContract {
    KeepsItsLock() {
      super(Fault.KEEPS_ITS_LOCK);
    }
  }

  /** A contract with a point in each commit. */
  abstract static class PointContract extends HeraStoreContract {
    @Override
    protected HeraStore open(Path directory) {
      return MemoryStore.create();
    }

    @Override
    protected Durability durability() {
      return Durability.NONE;
    }
  }

  /** Passes the point when everybody can see the commit. */
  static final class ShowsEarly extends PointContract {
    @Override
    protected Optional<HeraStore> openWithCommitPoint(Path directory, Runnable beforeCommit) {
      return Optional.of(
          new BrokenStores.Around() {
            @Override
            public <T> T write(Function<Transaction, T> work) {
              T answer = super.write(work);
              beforeCommit.run();
              return answer;
            }
          });
    }
  }

  /** Refuses a commit that failed, and keeps it. */
  static final class KeepsFailedCommits extends PointContract {
    @Override
    protected Optional<HeraStore> openWithCommitPoint(Path directory, Runnable beforeCommit) {
      AtomicReference<RuntimeException> failure = new AtomicReference<>();
      HeraStore store =
          MemoryStore.open(
              new CommitPointJournal(
                  Journal.NONE,
                  () -> {
                    try {
                      beforeCommit.run();
                    } catch (RuntimeException e) {
                      failure.set(e);
                    }
                  }));
      return Optional.of(
          new BrokenStores.Around() {
            @Override
            public <T> T read(Function<Transaction, T> work) {
              return store.read(work);
            }

            @Override
            public <T> T write(Function<Transaction, T> work) {
              T answer = store.write(work);
              RuntimeException failed = failure.getAndSet(null);
              if (failed != null) {
                throw failed;
              }
              return answer;
            }
          });
    }
  }
}
