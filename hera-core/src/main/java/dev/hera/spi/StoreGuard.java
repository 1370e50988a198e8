package dev.hera.spi;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Refuses what a {@link HeraStore} must refuse: a transaction inside another one of the same store,
 * closing inside one, and every transaction after the store was closed. Closing waits for those
 * that run. Every refusal is an {@link IllegalStateException}.
 */
public final class StoreGuard {
  private final ReentrantReadWriteLock life = new ReentrantReadWriteLock(true);
  private boolean closed;

  /** The guard of a store that is open. */
  public StoreGuard() {}

  /** Runs a whole transaction, from its begin to its commit. */
  public <T> T run(Supplier<T> transaction) {
    requireOutside();
    life.readLock().lock();
    try {
      if (closed) {
        throw new IllegalStateException("the store is closed; open a new one");
      }
      return transaction.get();
    } finally {
      life.readLock().unlock();
    }
  }

  /**
   * Waits for the running transactions and closes; a second call does nothing.
   *
   * @param free frees what the store holds
   */
  public void close(Runnable free) {
    requireOutside();
    life.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        free.run();
      }
    } finally {
      life.writeLock().unlock();
    }
  }

  private void requireOutside() {
    if (life.getReadHoldCount() > 0 || life.isWriteLockedByCurrentThread()) {
      throw new IllegalStateException("this thread already runs a transaction of this store");
    }
  }
}
