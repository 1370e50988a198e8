package dev.hera.store.sqlite;

import dev.hera.TestStores;
import dev.hera.spi.HeraStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Lets the tests of the rules run on SQLite files, without waiting for the disk at each commit. */
public final class TemporarySqliteStores implements TestStores.Source {

  @Override
  public HeraStore get() {
    try {
      Path directory = Files.createTempDirectory("hera-rules");
      directory.toFile().deleteOnExit();
      return SqliteStore.open(directory.resolve("hera.db"), SqliteStore.Durability.KILLED_PROCESS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
