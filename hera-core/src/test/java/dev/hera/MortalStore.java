package dev.hera;

import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import java.time.InstantSource;
import java.util.function.Function;

/** The way of processes to a store, which ends with each of them that {@linkplain Crash dies}. */
record MortalStore(HeraStore store) implements HeraStore {
  @Override
  public <T> T read(Function<Transaction, T> work) {
    Crash.requireAlive();
    return store.read(work);
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    Crash.requireAlive();
    return store.write(work);
  }

  @Override
  public void watch(Runnable changed) {
    store.watch(changed);
  }

  @Override
  public InstantSource clock() {
    return store.clock();
  }

  @Override
  public void close() {
    store.close();
  }
}
