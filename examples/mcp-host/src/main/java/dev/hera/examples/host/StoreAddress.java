package dev.hera.examples.host;

import dev.hera.spi.HeraStore;
import dev.hera.store.sqlite.SqliteStore;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The store that {@code --store KIND:PATH} names. */
record StoreAddress(Path file) {
  private static final String SQLITE = "sqlite:";

  /**
   * @throws CannotRunException when it is not the address of a store
   */
  static StoreAddress parse(String text) {
    if (text.startsWith("h2:")) {
      throw CannotRunException.usage("this host has no h2 store; use --store sqlite:PATH");
    }
    if (!text.startsWith(SQLITE) || text.length() == SQLITE.length()) {
      throw CannotRunException.usage("--store needs KIND:PATH, for instance sqlite:hera.db");
    }
    try {
      return new StoreAddress(Path.of(text.substring(SQLITE.length())).toAbsolutePath());
    } catch (InvalidPathException e) {
      throw new CannotRunException(ExitCode.USAGE, "--store does not name a file", e);
    }
  }

  /**
   * Opens the store.
   *
   * @throws dev.hera.error.StoreUnavailableException when it cannot be opened
   */
  HeraStore open() {
    return SqliteStore.open(file);
  }
}
