package dev.hera;

import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A store that counts the transactions that write, can hold them up, and knows which threads read.
 */
final class CountingStore implements HeraStore {
  private final HeraStore whole = TestStores.open();
  private final AtomicInteger writes = new AtomicInteger();
  private final Queue<String> readers = new ConcurrentLinkedQueue<>();
  private volatile Runnable before = () -> {};

  int writes() {
    return writes.get();
  }

  /** The names of the threads that read, one for each transaction that only reads. */
  List<String> readers() {
    return List.copyOf(readers);
  }

  /** Has this run before each transaction that writes, on the thread that asks for it. */
  void beforeEachWrite(Runnable action) {
    before = action;
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    readers.add(Thread.currentThread().getName());
    return whole.read(work);
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    writes.incrementAndGet();
    before.run();
    return whole.write(work);
  }

  @Override
  public void watch(Runnable changed) {
    whole.watch(changed);
  }

  @Override
  public void close() {
    whole.close();
  }
}
