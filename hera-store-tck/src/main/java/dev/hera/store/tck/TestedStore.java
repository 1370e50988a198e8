package dev.hera.store.tck;

import dev.hera.spi.HeraStore;
import dev.hera.store.tck.chapter.StoreUnderTest;
import dev.hera.store.tck.run.Effort;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the author of a store says about it, and the store that each test has for itself. */
abstract class TestedStore {
  final StoreUnderTest tested = new Tested();
  private Path directory;
  private HeraStore store;

  /**
   * Opens the store that lives in this directory: a new, empty one the first time, and the same one
   * again after it was closed. Stores of different directories share nothing.
   *
   * @param directory exists, is empty the first time, and is removed after the test; a store that
   *     keeps nothing in files may use it as a name only
   */
  protected abstract HeraStore open(Path directory);

  /**
   * How long the store knows what it answered. A store that is not durable says {@link
   * Durability#NONE}.
   */
  protected Durability durability() {
    return Durability.KILLED_PROCESS;
  }

  /**
   * How often a process that writes is killed, for stores that promise {@link
   * Durability#KILLED_PROCESS}. That process makes an object of this class by its constructor
   * without parameters and calls {@link #open}, which therefore needs nothing but its argument.
   */
  protected int kills() {
    return Effort.of(3, 100);
  }

  /** How long the store may be locked after the process that had it open was killed. */
  protected Duration lockedAfterKill() {
    return Duration.ofSeconds(10);
  }

  /**
   * Opens the store as {@link #open} does, and calls {@code beforeCommit} in each commit of a
   * write, at the last moment before it takes effect: before the log is written, before {@code
   * commit} is sent to the database. It may wait, so that the commit takes long, and may throw, so
   * that the commit fails. Without it, as by default, what others see of a commit is proved by
   * killed processes only.
   */
  protected Optional<HeraStore> openWithCommitPoint(Path directory, Runnable beforeCommit) {
    return Optional.empty();
  }

  /**
   * The settings of the database that the promise of this store rests on, by their names, as the
   * store claims them: {@code synchronous=2}, say. Empty when there are none.
   */
  protected Map<String, String> claimedMode() {
    return Map.of();
  }

  /**
   * The settings that {@link #claimedMode} names, as the database behind this open store has them:
   * asked from it, on the connection that writes, and not remembered.
   */
  protected Map<String, String> mode(HeraStore opened) {
    return Map.of();
  }

  @BeforeEach
  final void openStore(@TempDir Path emptyDirectory) {
    directory = emptyDirectory;
    store = open(emptyDirectory);
  }

  @AfterEach
  final void closeStore() {
    store.close();
  }

  final HeraStore store() {
    return store;
  }

  private final class Tested implements StoreUnderTest {
    @Override
    public HeraStore store() {
      return store;
    }

    @Override
    public Path directory() {
      return directory;
    }

    @Override
    public HeraStore open(Path other) {
      return TestedStore.this.open(other);
    }

    @Override
    public void reopen() {
      store.close();
      store = open(directory);
    }

    @Override
    public Optional<HeraStore> openWithCommitPoint(Path other, Runnable beforeCommit) {
      return TestedStore.this.openWithCommitPoint(other, beforeCommit);
    }

    @Override
    public boolean survivesClosing() {
      return durability() != Durability.NONE;
    }

    @Override
    public boolean survivesKill() {
      return durability() == Durability.KILLED_PROCESS;
    }

    @Override
    public int kills() {
      return TestedStore.this.kills();
    }

    @Override
    public Duration lockedAfterKill() {
      return TestedStore.this.lockedAfterKill();
    }

    @Override
    public List<String> writingProcess() {
      return WritingProcess.of(TestedStore.this.getClass());
    }

    @Override
    public Map<String, String> claimedMode() {
      return TestedStore.this.claimedMode();
    }

    @Override
    public Map<String, String> mode(HeraStore opened) {
      return TestedStore.this.mode(opened);
    }
  }
}
