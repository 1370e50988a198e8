package dev.hera.store.sqlite;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.FilePlace;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The write-ahead log and its index, which stay the same files for as long as a connection is open.
 * Without them commits go to files that nobody finds again; when all connections are closed, SQLite
 * still brings what it has of the log into the database. So what was noticed once stays refused.
 */
final class Log {
  private final DatabaseFile file;
  private @Nullable Connection connection;
  private List<Optional<Object>> files = List.of();
  private boolean gone;

  Log(DatabaseFile file) {
    this.file = file;
  }

  /**
   * Looks whether the files are those that this connection had after its first transaction began.
   *
   * @throws StoreUnavailableException when they are not
   */
  synchronized void check(Connection writer) {
    List<Optional<Object>> now =
        List.of(FilePlace.find(file.sibling("-wal")), FilePlace.find(file.sibling("-shm")));
    if (writer != connection) {
      connection = writer;
      files = now;
    }
    gone |= !now.equals(files);
    if (gone) {
      throw new StoreUnavailableException(
          "The log of the "
              + file.name()
              + " was deleted or replaced while it was open; nothing is written. Close the store,"
              + " and open it again.");
    }
  }
}
