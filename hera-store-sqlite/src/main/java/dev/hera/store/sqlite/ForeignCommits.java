package dev.hera.store.sqlite;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.JooqStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for commits of others. It asks the connection that writes, because SQLite's data version
 * stays the same for a connection's own commits and changes for those of every other one.
 */
final class ForeignCommits implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ForeignCommits.class);
  private static final long PERIOD_MILLIS = 100;
  private static final long CLOSE_MILLIS = 5_000;

  private final JooqStore store;
  private final Runnable onForeignCommit;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "hera-sqlite-watch");

  /** What was seen last; null when the last look failed, so that something may have been missed. */
  private @Nullable Seen seen;

  private ForeignCommits(JooqStore store, Runnable onForeignCommit) {
    this.store = store;
    this.onForeignCommit = onForeignCommit;
    this.seen = store.useWriter(ForeignCommits::look);
  }

  static ForeignCommits watch(JooqStore store, Runnable onForeignCommit) {
    ForeignCommits watcher = new ForeignCommits(store, onForeignCommit);
    watcher.thread.setDaemon(true);
    watcher.thread.start();
    return watcher;
  }

  private void run() {
    try {
      while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
        if (isChanged()) {
          tell();
        }
      }
    } catch (InterruptedException e) {
      LOG.warn("The watch for commits of other processes was interrupted and ends.");
    }
  }

  private void tell() {
    try {
      onForeignCommit.run();
    } catch (RuntimeException | Error e) {
      LOG.warn("The listener for commits of other processes failed.", e);
    }
  }

  private boolean isChanged() {
    @Nullable Seen before = seen;
    try {
      seen = store.useWriter(ForeignCommits::look);
      return !seen.equals(before);
    } catch (StoreUnavailableException e) {
      if (before != null) {
        LOG.warn("The database cannot be asked for commits of other processes.", e);
      }
      seen = null;
      return false;
    }
  }

  private static Seen look(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("pragma data_version")) {
      return new Seen(connection, result.getLong(1));
    }
  }

  @Override
  public void close() {
    closed.countDown();
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A data version says something only beside others of the same connection. */
  private record Seen(Connection connection, long version) {}
}
