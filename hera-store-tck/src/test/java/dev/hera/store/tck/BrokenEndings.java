package dev.hera.store.tck;

import dev.hera.spi.StoreUnavailableException;
import dev.hera.spi.Transaction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Stores that break what is promised to who is interrupted or closes them, each in one way. */
final class BrokenEndings {
  private BrokenEndings() {}

  /** Is broken for all once a thread that is interrupted used it. */
  static final class BreaksOnInterrupt extends BrokenStores.Around {
    private volatile boolean broken;

    @Override
    public <T> T read(Function<Transaction, T> work) {
      return guarded(() -> super.read(work));
    }

    @Override
    public <T> T write(Function<Transaction, T> work) {
      return guarded(() -> super.write(work));
    }

    private <T> T guarded(Supplier<T> transaction) {
      broken |= Thread.currentThread().isInterrupted();
      if (broken) {
        throw new StoreUnavailableException("broken", new IllegalStateException("broken"));
      }
      T result = transaction.get();
      broken |= Thread.currentThread().isInterrupted();
      return result;
    }
  }

  /** Tells an interrupted thread that its write failed although it was committed. */
  static final class LiesToTheInterrupted extends BrokenStores.Around {
    @Override
    public <T> T write(Function<Transaction, T> work) {
      T result = super.write(work);
      if (Thread.currentThread().isInterrupted()) {
        throw new StoreUnavailableException("interrupted", new IllegalStateException("broken"));
      }
      return result;
    }
  }

  /** Ignores that it is closed. */
  static final class NeverCloses extends BrokenStores.Around {
    @Override
    public void close() {}
  }

  /** Cannot be closed twice. */
  static final class ClosesOnce extends BrokenStores.Around {
    private boolean closed;

    @Override
    public void close() {
      if (closed) {
        throw new IllegalStateException("closed already");
      }
      closed = true;
      super.close();
    }
  }
}
