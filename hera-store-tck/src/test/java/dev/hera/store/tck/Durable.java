package dev.hera.store.tck;

import dev.hera.memory.MemoryStore;
import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/** A store that lasts in this process: closed and opened again it knows everything. */
final class Durable {
  private final Map<Path, HeraStore> kept = new ConcurrentHashMap<>();

  HeraStore open(Path directory) {
    return new Opened(kept.computeIfAbsent(directory, none -> MemoryStore.create()));
  }

  private static final class Opened implements HeraStore {
    private final HeraStore kept;
    private final ReentrantReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    Opened(HeraStore kept) {
      this.kept = kept;
    }

    @Override
    public <T> T read(Function<Transaction, T> work) {
      return whileOpen(() -> kept.read(work));
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      return whileOpen(() -> kept.write(work));
    }

    @Override
    public void close() {
      if (use.getReadHoldCount() > 0) {
        throw new IllegalStateException("a store cannot be closed inside a transaction");
      }
      use.writeLock().lock();
      try {
        closed = true;
      } finally {
        use.writeLock().unlock();
      }
    }

    private <T> T whileOpen(Supplier<T> transaction) {
      use.readLock().lock();
      try {
        if (closed) {
          throw new IllegalStateException("closed");
        }
        return transaction.get();
      } finally {
        use.readLock().unlock();
      }
    }
  }
}
