package dev.hera.store.tck;

import dev.hera.spi.Transaction;
import dev.hera.store.tck.BrokenStores.Around;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Stores that answer a write before they commit it. */
final class EarlyAnsweringStores {
  private EarlyAnsweringStores() {}

  /** Commits a write when the next one comes. */
  static final class CommitsLater extends Around {
    private final AtomicReference<Function<Transaction, ?>> answered = new AtomicReference<>();

    /** Takes back what gave the answer. */
    private static final class NotYet extends RuntimeException {
      private static final long serialVersionUID = 1;
    }

    @Override
    public synchronized <T> T write(Function<Transaction, T> work) {
      Function<Transaction, ?> before = answered.getAndSet(null);
      if (before != null) {
        super.write(before);
      }
      AtomicReference<T> answer = new AtomicReference<>();
      try {
        return super.write(
            tx -> {
              answer.set(work.apply(tx));
              throw new NotYet();
            });
      } catch (NotYet notYet) {
        answered.set(work);
        return answer.get();
      }
    }
  }
}
