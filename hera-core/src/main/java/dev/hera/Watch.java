package dev.hera;

import dev.hera.work.Waiting;

/** A watch over what may change, to be closed when nobody waits any more. Thread-safe. */
public final class Watch implements AutoCloseable {
  private final Waiting<?> waiting;
  private final Runnable leave;

  private Watch(Waiting<?> waiting, Runnable leave) {
    this.waiting = waiting;
    this.leave = leave;
  }

  static <K> Watch open(Waiting<K> waiting, K what, Runnable wake) {
    Watch watch = new Watch(waiting, () -> waiting.leave(what, wake));
    waiting.enter(what, wake);
    return watch;
  }

  /** Whether waiting is pointless, because Hera is closed. */
  public boolean isOver() {
    return waiting.isClosed();
  }

  /** Ends the watch; a second call does nothing. */
  @Override
  public void close() {
    leave.run();
  }
}
