package dev.hera.benchmarks.report;

import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/** A store that counts the transactions it is asked for. */
public final class CountedStore implements HeraStore {
  private final HeraStore store;
  private final LongAdder reads = new LongAdder();
  private final LongAdder writes = new LongAdder();

  public CountedStore(HeraStore store) {
    this.store = store;
  }

  public long reads() {
    return reads.sum();
  }

  public long writes() {
    return writes.sum();
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    reads.increment();
    return store.read(work);
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    writes.increment();
    return store.write(work);
  }

  @Override
  public void watch(Runnable onForeignCommit) {
    store.watch(onForeignCommit);
  }

  @Override
  public void close() {
    store.close();
  }
}
