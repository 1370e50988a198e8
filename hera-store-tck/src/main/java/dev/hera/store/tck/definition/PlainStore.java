package dev.hera.store.tck.definition;

import dev.hera.spi.HeraStore;
import dev.hera.spi.Transaction;
import java.util.function.Function;

/**
 * The definitions of the SPI, carried out as they stand: rows in maps, and each query a filter over
 * all of them. What a store answers by its indexes has to be equal. For one thread, forgets
 * everything, and is slow.
 */
public final class PlainStore implements HeraStore {
  private final PlainTransaction tables = new PlainTransaction();

  /** The rows, to be looked at between transactions. */
  PlainTransaction tables() {
    return tables;
  }

  @Override
  public <T> T read(Function<Transaction, T> work) {
    return work.apply(tables);
  }

  @Override
  public <T> T write(Function<Transaction, T> work) {
    tables.mark();
    boolean done = false;
    try {
      T result = work.apply(tables);
      tables.requireWhole();
      done = true;
      return result;
    } finally {
      if (!done) {
        tables.takeBack();
      }
    }
  }

  @Override
  public void close() {}
}
