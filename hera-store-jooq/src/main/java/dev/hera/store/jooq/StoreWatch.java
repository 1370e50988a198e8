package dev.hera.store.jooq;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The watch of a store for commits of others, which begins at most once and ends before the store
 * is closed. For the makers of store modules. Thread-safe.
 */
public final class StoreWatch {
  private @Nullable Runnable end;

  /**
   * Begins to watch.
   *
   * @param watch begins, and gives what ends it
   * @throws IllegalStateException when it was begun before
   */
  public synchronized void begin(Supplier<Runnable> watch) {
    if (end != null) {
      throw new IllegalStateException("watch was called before; it may be called once");
    }
    end = watch.get();
  }

  /** Ends the watch, when there is one, and then closes; an interrupt is put aside meanwhile. */
  public void endAnd(Runnable close) {
    Uninterrupted.run(
        () -> {
          Runnable running = end();
          if (running != null) {
            running.run();
          }
          close.run();
          return true;
        });
  }

  private synchronized @Nullable Runnable end() {
    return end;
  }
}
