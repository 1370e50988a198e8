package dev.hera.store.sqlite;

import dev.hera.TestStores;
import dev.hera.spi.HeraStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Lets the tests of the rules run on SQLite files, without waiting for the disk at each commit. */
public final class TemporarySqliteStores implements TestStores.Source {
  private static final Path ALL = create();

  @Override
  public HeraStore get() {
    try {
      Path directory = Files.createTempDirectory(ALL, "store");
      return SqliteStore.open(directory.resolve("hera.db"), SqliteStore.Durability.KILLED_PROCESS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Not every test closes its store, so all are deleted when the tests are over. */
  private static Path create() {
    try {
      Path all = Files.createTempDirectory("hera-rules");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(all)));
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path all) {
    try (Stream<Path> paths = Files.walk(all)) {
      List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
      for (Path path : deepestFirst) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
