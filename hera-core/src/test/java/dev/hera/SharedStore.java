package dev.hera;

import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import java.util.function.Function;

/** A store that others go on with when one of its Heras is closed. */
record SharedStore(HeraStore store) implements HeraStore {
  @Override
  public <T> T read(Function<Transaction, T> work) {
    return store.read(work);
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    return store.write(work);
  }

  @Override
  public void close() {}
}
