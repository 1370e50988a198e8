package dev.hera.store.sqlite;

import dev.hera.store.jooq.FilePlace;
import java.io.IOException;
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
   * @return the file, which {@link #leave} is to be called with
   * @throws dev.hera.spi.StoreUnavailableException when it is refused
   */
  static synchronized FilePlace enter(DatabaseFile file) throws IOException {
    file.create();
    FilePlace place = file.place();
    if (!TIMES.containsKey(place.key())) {
      file.checkHeader();
    }
    TIMES.merge(place.key(), 1, Integer::sum);
    return place;
  }

  /** Counts a file as open that an application has open: only SQLite may look into it. */
  static synchronized FilePlace enterOpen(DatabaseFile file) {
    FilePlace place = file.place();
    TIMES.merge(place.key(), 1, Integer::sum);
    return place;
  }

  /** One store less has the file open. */
  static synchronized void leave(FilePlace place) {
    TIMES.computeIfPresent(place.key(), (same, times) -> times == 1 ? null : times - 1);
  }
}
