package dev.hera.store.h2;

import dev.hera.TestStores;
import dev.hera.spi.HeraStore;

/** Lets the tests of the rules run on H2. */
public final class TemporaryH2Stores implements TestStores.Source {
  @Override
  public HeraStore get() {
    return H2Store.inMemory();
  }
}
