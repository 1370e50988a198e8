package dev.hera.store.h2;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.store.jooq.JooqStore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store whose database H2 may close by itself, as it does when it could not write. The call that
 * met it is refused, since nobody can say whether its commit took effect; a later one opens the
 * file again, when all calls that still use the old connections have ended. Thread-safe.
 */
final class Reopening {
  private static final Logger LOG = LoggerFactory.getLogger(Reopening.class);
  private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();
  private final ReentrantLock trying = new ReentrantLock();
  private final Opener opener;
  private JooqStore store;
  private Database database;
  private boolean closed;
  private long nextTry = System.nanoTime();

  /** The failure since which H2 has the database closed. */
  private volatile @Nullable StoreUnavailableException end;

  /** How a database is opened again. */
  interface Opener {
    /**
     * Opens it again.
     *
     * @throws StoreUnavailableException when it is not in its place or cannot be opened
     */
    Database again(Database closed);

    /** Its connections. */
    H2Engine engine(Database database);
  }

  Reopening(JooqStore store, Database database, Opener opener) {
    this.opener = opener;
    this.store = store;
    this.database = database;
  }

  /** Calls the store, after opening it again where H2 had closed it. */
  <T> T call(Function<JooqStore, T> call) {
    StoreUnavailableException before = end;
    if (before != null && life.getReadHoldCount() == 0) {
      tryAgain(before);
    }
    life.readLock().lock();
    try {
      return call.apply(store);
    } catch (StoreUnavailableException e) {
      if (database.isOpen()) {
        throw e;
      }
      end = e;
      throw ended(e);
    } finally {
      life.readLock().unlock();
    }
  }

  /** One caller tries, once a second; the others are refused at once. */
  private void tryAgain(StoreUnavailableException cause) {
    if (database.file() == null || !trying.tryLock()) {
      throw ended(cause);
    }
    try {
      if (end != null) {
        if (System.nanoTime() - nextTry < 0) {
          throw ended(cause);
        }
        nextTry = System.nanoTime() + PAUSE_NANOS;
        reopen();
      }
    } finally {
      trying.unlock();
    }
  }

  private void reopen() {
    life.writeLock().lock();
    try {
      if (!closed) {
        // The end of an old connection would make H2 forget a database that is open by then.
        store.close();
        database.letGo();
        openAgain();
        end = null;
        LOG.info("The {} is open again.", database.name());
      }
    } catch (StoreUnavailableException e) {
      end = e;
      throw ended(e);
    } finally {
      life.writeLock().unlock();
    }
  }

  private void openAgain() {
    Database again = opener.again(database);
    try {
      store = JooqStore.open(opener.engine(again));
      database = again;
    } catch (RuntimeException e) {
      again.letGo();
      throw e;
    }
  }

  private StoreUnavailableException ended(StoreUnavailableException cause) {
    return new StoreUnavailableException(
        "H2 closed the "
            + database.name()
            + " after a failure that the cause names; try again when that is mended, the file is"
            + " opened again by itself.",
        cause);
  }

  void close() {
    if (life.getReadHoldCount() > 0) {
      throw new IllegalStateException("a store cannot be closed inside a transaction");
    }
    life.writeLock().lock();
    try {
      store.close();
      if (!closed) {
        closed = true;
        database.close();
      }
    } finally {
      life.writeLock().unlock();
    }
  }
}
