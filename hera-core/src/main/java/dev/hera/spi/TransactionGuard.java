package dev.hera.spi;

import java.util.function.Supplier;

/**
 * Refuses what a {@link Transaction} must refuse: to be used on another thread or after its work
 * ended, to change anything in a read, to go on after a change that failed. A store makes one for
 * each transaction and asks it at each call; every refusal is an {@link IllegalStateException}.
 */
public final class TransactionGuard {
  private final boolean writes;
  private final Thread owner = Thread.currentThread();
  private boolean ended;
  private boolean spoiled;

  /** The guard of a transaction that begins on this thread. */
  public TransactionGuard(boolean writes) {
    this.writes = writes;
  }

  /** To be called before anything is asked. */
  public void requireUsable() {
    if (owner != Thread.currentThread()) {
      throw new IllegalStateException("a transaction is used on the thread of its work only");
    }
    if (ended) {
      throw new IllegalStateException("the work of this transaction has ended");
    }
    requireWhole();
  }

  /** Makes a change; when it fails, the transaction cannot commit. */
  public <T> T change(Supplier<T> change) {
    requireUsable();
    if (!writes) {
      throw new IllegalStateException("this transaction only reads");
    }
    boolean done = false;
    try {
      T result = change.get();
      done = true;
      return result;
    } finally {
      spoiled |= !done;
    }
  }

  /** To be called when the work ended, before the commit: refuses after a change that failed. */
  public void requireWhole() {
    if (spoiled) {
      throw new IllegalStateException("a change failed before; the work may not go on");
    }
  }

  /** Refuses every use from here on. */
  public void end() {
    ended = true;
  }
}
