package dev.hera;

import dev.hera.spi.HeraStore;
import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import java.util.function.Function;

/** A store that cannot be used for as long as a test says so. */
final class FailingStore implements HeraStore {
  private final HeraStore store;
  private int refusals;

  FailingStore(HeraStore store) {
    this.store = store;
  }

  /** The next so many writes find the store unavailable. */
  void refuseWrites(int count) {
    refusals = count;
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    return store.read(work);
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    if (refusals > 0) {
      refusals--;
      throw new StoreUnavailableException("the store is away; try again");
    }
    return store.write(work);
  }

  @Override
  public void close() {
    store.close();
  }
}
