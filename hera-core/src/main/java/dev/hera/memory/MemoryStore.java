package dev.hera.memory;

import dev.hera.spi.HeraStore;
import dev.hera.spi.IdKind;
import dev.hera.spi.StoreGuard;
import dev.hera.spi.Transaction;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Keeps everything in memory. What {@link #create} gives forgets it when it is closed; what {@link
 * #open} gives hands each commit to a {@link Journal}, which keeps it.
 *
 * <p>Held to the contract of {@link HeraStore}. A read never waits. A write runs its work exactly
 * once; writes take their turns in the order in which they came. To close the store inside of a
 * transaction fails with {@link IllegalStateException}.
 */
public final class MemoryStore implements HeraStore {
  private final StoreGuard guard = new StoreGuard();
  private final Lock writing = new ReentrantLock(true);
  private final Journal journal;
  private final Map<IdKind, Long> taken = new EnumMap<>(IdKind.class);
  private volatile State committed = State.EMPTY;

  private MemoryStore(Journal journal) {
    this.journal = journal;
  }

  /** An empty store of its own. */
  public static MemoryStore create() {
    return open(Journal.NONE);
  }

  /** A store with all rows that the journal kept. It closes the journal. */
  public static MemoryStore open(Journal journal) {
    MemoryStore store = new MemoryStore(journal);
    ChangedState state = store.begin(true);
    MemoryTransaction loading = new MemoryTransaction(state);
    for (RowKind kind : RowKind.values()) {
      journal.load(kind, row -> loading.restore(kind, row));
    }
    store.committed = state.result();
    return store;
  }

  private ChangedState begin(boolean writes) {
    return new ChangedState(committed, taken, writes);
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    return guard.run(() -> new MemoryTransaction(begin(false)).run(work));
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    return guard.run(
        () -> {
          writing.lock();
          try {
            return commit(work);
          } finally {
            writing.unlock();
          }
        });
  }

  private <T> T commit(Function<Transaction, T> work) {
    ChangedState state = begin(true);
    T result = new MemoryTransaction(state).run(work);
    if (!state.changes().isEmpty()) {
      journal.append(state.changes());
      committed = state.result();
    }
    return result;
  }

  @Override
  public void close() {
    guard.close(
        () -> {
          committed = State.EMPTY;
          journal.close();
        });
  }
}
