package dev.hera.store.sqlite;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.sqlite.BusyHandler;

/**
 * Waits for the write lock that another process has. SQLite's own waiting soon looks only ten times
 * a second; against a process that takes the lock again as soon as it gave it back, it can miss
 * every gap until its patience ends. This looks two thousand times a second.
 */
final class WriteTurn extends BusyHandler {
  private static final long LIMIT_NANOS = TimeUnit.MILLISECONDS.toNanos(Connections.BUSY_MILLIS);
  private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
  private static final int GIVE_UP = 0;
  private static final int TRY_AGAIN = 1;

  private long end;

  @Override
  protected int callback(int earlierLooks) {
    if (earlierLooks == 0) {
      end = System.nanoTime() + LIMIT_NANOS;
    }
    if (System.nanoTime() - end > 0) {
      return GIVE_UP;
    }
    LockSupport.parkNanos(PAUSE_NANOS);
    return TRY_AGAIN;
  }
}
