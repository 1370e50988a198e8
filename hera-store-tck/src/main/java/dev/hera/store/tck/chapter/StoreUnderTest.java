package dev.hera.store.tck.chapter;

import dev.hera.spi.HeraStore;
import java.nio.file.Path;
import java.util.Map;

/** The store that a test of the contract has for itself, and what its author says about it. */
public interface StoreUnderTest {
  /** The store as it is open now. */
  HeraStore store();

  /** Where the store was opened. */
  Path directory();

  /** Opens the store of another directory. */
  HeraStore open(Path other);

  /** Closes the store and opens it again. */
  void reopen();

  /** Whether a store that was closed and is opened again still knows everything. */
  boolean isDurable();

  /** The settings that the promise of the store rests on, as its author claims them. */
  Map<String, String> claimedMode();

  /** The same settings, as the database behind an open store has them. */
  Map<String, String> mode(HeraStore opened);
}
