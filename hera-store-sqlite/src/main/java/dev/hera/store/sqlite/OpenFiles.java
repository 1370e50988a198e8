package dev.hera.store.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;

/**
 * The database files that this process has open. On POSIX systems a process loses its locks on a
 * file when it closes any descriptor of it; so nobody but SQLite may open one of these.
 */
final class OpenFiles {
  private static final Map<Object, Integer> TIMES = new HashMap<>();

  private OpenFiles() {}

  /**
   * Counts the file as open once more, after it was created or checked, where no store of this
   * process has it open.
   *
   * @return what {@link #leave} is to be called with
   * @throws dev.hera.error.StoreUnavailableException when it is refused
   */
  static synchronized Object enter(DatabaseFile file) throws IOException {
    file.create();
    Object key = key(file.path());
    if (!TIMES.containsKey(key)) {
      file.checkHeader();
    }
    TIMES.merge(key, 1, Integer::sum);
    return key;
  }

  /** One store less has the file open. */
  static synchronized void leave(Object key) {
    TIMES.computeIfPresent(key, (same, times) -> times == 1 ? null : times - 1);
  }

  /** The same for each path to a file. */
  private static Object key(Path path) throws IOException {
    Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    return key == null ? path.toRealPath() : key;
  }
}
