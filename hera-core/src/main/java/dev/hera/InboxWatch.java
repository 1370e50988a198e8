package dev.hera;

import dev.hera.role.RoleId;
import dev.hera.work.Waiting;

/** A watch over an inbox, to be closed when nobody waits any more. Thread-safe. */
public final class InboxWatch implements AutoCloseable {
  private final Waiting<RoleId> waiting;
  private final RoleId role;
  private final Runnable wake;

  private InboxWatch(Waiting<RoleId> waiting, RoleId role, Runnable wake) {
    this.waiting = waiting;
    this.role = role;
    this.wake = wake;
  }

  static InboxWatch open(Waiting<RoleId> waiting, RoleId role, Runnable wake) {
    InboxWatch watch = new InboxWatch(waiting, role, wake);
    waiting.enter(role, wake);
    return watch;
  }

  /** Whether waiting is pointless, because Hera is closed. */
  public boolean isOver() {
    return waiting.isClosed();
  }

  /** Ends the watch; a second call does nothing. */
  @Override
  public void close() {
    waiting.leave(role, wake);
  }
}
