package dev.hera.memory;

import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;

/**
 * Keeps everything in memory, and forgets it when it is closed.
 *
 * <p>Held to the contract of {@link HeraStore}, with one difference: a read waits until a write
 * that runs has ended, and a write until the reads that run have ended, in the order in which they
 * came. A write runs its work exactly once. Ids that a rolled back transaction took are not given
 * again. To close the store inside of a transaction fails with {@link IllegalStateException}.
 */
public final class MemoryStore implements HeraStore {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock(true);
  private Tables tables = new Tables();
  private boolean closed;

  private MemoryStore() {}

  /** An empty store of its own. */
  public static MemoryStore create() {
    return new MemoryStore();
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    enter(lock.readLock());
    try {
      requireNotClosed();
      return run(work, new MemoryTransaction(tables, false));
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    enter(lock.writeLock());
    try {
      requireNotClosed();
      T result = run(work, new MemoryTransaction(tables, true));
      tables.undo.commit();
      return result;
    } finally {
      tables.undo.rollBack();
      lock.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    enter(lock.writeLock());
    try {
      closed = true;
      tables = new Tables();
    } finally {
      lock.writeLock().unlock();
    }
  }

  private static <T> T run(Function<Transaction, T> work, MemoryTransaction transaction) {
    try {
      return work.apply(transaction);
    } finally {
      transaction.end();
    }
  }

  private void enter(Lock side) {
    if (lock.isWriteLockedByCurrentThread() || lock.getReadHoldCount() > 0) {
      throw new IllegalStateException("this thread already runs a transaction of this store");
    }
    side.lock();
  }

  private void requireNotClosed() {
    if (closed) {
      throw new IllegalStateException("the store is closed; open a new one");
    }
  }
}
