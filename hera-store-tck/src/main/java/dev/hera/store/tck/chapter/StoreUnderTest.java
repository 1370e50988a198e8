package dev.hera.store.tck.chapter;

import dev.hera.spi.HeraStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The store that a test of the contract has for itself, and what its author says about it. */
public interface StoreUnderTest {
  /** The store as it is open now. */
  HeraStore store();

  /** Where the store was opened. */
  Path directory();

  /** Opens the store of another directory. */
  HeraStore open(Path other);

  /** Opens the store of another directory so that each of its commits passes a point first. */
  Optional<HeraStore> openWithCommitPoint(Path other, Runnable beforeCommit);

  /** Closes the store and opens it again. */
  void reopen();

  /** Whether a store that was closed and is opened again still knows everything. */
  boolean survivesClosing();

  /** Whether a store whose process was killed and is opened again still knows everything. */
  boolean survivesKill();

  /** How often a process that writes is killed. */
  int kills();

  /** How long the store may be locked after the process that had it open was killed. */
  Duration lockedAfterKill();

  /**
   * The main class of a process that opens the store of a directory and gives it to {@link
   * KilledWriter#run}, and its first arguments.
   */
  List<String> writingProcess();

  /** The settings that the promise of the store rests on, as its author claims them. */
  Map<String, String> claimedMode();

  /** The same settings, as the database behind an open store has them. */
  Map<String, String> mode(HeraStore opened);
}
