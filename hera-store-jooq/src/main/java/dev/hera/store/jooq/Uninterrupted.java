package dev.hera.store.jooq;

import java.util.function.Supplier;

/** Puts an interrupt of the caller aside, which drivers and pools might swallow or fail by. */
public final class Uninterrupted {
  private Uninterrupted() {}

  /** Runs this; an interrupt that came before is there again afterwards. */
  public static <T> T run(Supplier<T> body) {
    boolean interrupted = Thread.interrupted();
    try {
      return body.get();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
