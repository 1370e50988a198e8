package dev.hera.imports.argus;

import dev.hera.error.InvalidArgumentException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A private copy of an argus database and its log, read instead of them: SQLite writes beside a
 * file in WAL mode even when it only reads it.
 */
final class ArgusCopy implements AutoCloseable {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final List<String> PARTS = List.of("", "-wal", "-journal");
  private static final int ATTEMPTS = 5;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Path original;
  private final Path real;
  private final Path directory;

  private ArgusCopy(Path original, Path real, Path directory) {
    this.original = original;
    this.real = real;
    this.directory = directory;
  }

  /**
   * Copies the database. Through a link, the log is taken from beside the file that the link leads
   * to: there SQLite keeps it.
   *
   * @throws InvalidArgumentException when it is missing, being written, or no SQLite database
   */
  static ArgusCopy of(Path original) {
    if (!Files.isRegularFile(original)) {
      throw refused(original, "is not a file; argus keeps its database in ~/.argus/data.sql");
    }
    try {
      checkMagic(original);
      Path real = original.toRealPath();
      ArgusCopy copy = new ArgusCopy(original, real, Files.createTempDirectory("hera-import"));
      copy.take();
      return copy;
    } catch (IOException e) {
      throw refused(original, "cannot be copied, and only a copy is read: " + e);
    }
  }

  private static void checkMagic(Path original) throws IOException {
    try (InputStream stream = Files.newInputStream(original)) {
      if (!Arrays.equals(stream.readNBytes(MAGIC.length), MAGIC)) {
        throw refused(original, "is not a SQLite database, so it is not argus's");
      }
    }
  }

  private void take() throws IOException {
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        List<Object> before = state();
        copyParts();
        if (state().equals(before)) {
          return;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
      throw refused(original, "is being written; stop argus and try again");
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** What changes when somebody writes. */
  private List<Object> state() throws IOException {
    List<Object> state = new ArrayList<>();
    for (String suffix : PARTS) {
      Path part = part(real, suffix);
      if (Files.exists(part)) {
        BasicFileAttributes attributes = Files.readAttributes(part, BasicFileAttributes.class);
        state.add(List.of(suffix, attributes.size(), attributes.lastModifiedTime()));
      }
    }
    return state;
  }

  private void copyParts() throws IOException {
    for (String suffix : PARTS) {
      Path copy = part(file(), suffix);
      Files.deleteIfExists(copy);
      if (Files.exists(part(real, suffix))) {
        Files.copy(part(real, suffix), copy);
      }
    }
  }

  private static Path part(Path file, String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  /** The file of the copy. */
  Path file() {
    return directory.resolve("argus.db");
  }

  /** The refusal of the original. */
  InvalidArgumentException refused(String why) {
    return refused(original, why);
  }

  private static InvalidArgumentException refused(Path original, String why) {
    return new InvalidArgumentException("file", original + " " + why);
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
