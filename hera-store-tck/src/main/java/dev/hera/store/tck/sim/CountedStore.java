package dev.hera.store.tck.sim;

import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import java.util.function.Function;

/** The shared store, which tells whether anything may have changed since it was last asked. */
final class CountedStore implements HeraStore {
  private final HeraStore store;
  private boolean changed;

  CountedStore(HeraStore store) {
    this.store = store;
  }

  /** Whether there was a write since the last call. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    return store.read(work);
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    changed = true;
    return store.write(work);
  }

  @Override
  public void close() {
    store.close();
  }
}
