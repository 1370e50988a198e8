package dev.hera;

import dev.hera.role.RoleId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who waits for a message, each woken by the commit that stores one. A wait holds no thread: what
 * is to be run then runs on the committing thread and must only hand over. Thread-safe.
 */
final class Waiting {
  private final Map<RoleId, List<Runnable>> waiters = new HashMap<>();
  private boolean closed;

  /**
   * Has this run each time the inbox of the role grows, until {@link #leave}; at once when nothing
   * is waited for any more.
   */
  void enter(RoleId role, Runnable wake) {
    synchronized (this) {
      if (!closed) {
        waiters.computeIfAbsent(role, none -> new ArrayList<>()).add(wake);
        return;
      }
    }
    wake.run();
  }

  synchronized void leave(RoleId role, Runnable wake) {
    List<Runnable> ofRole = waiters.get(role);
    if (ofRole != null && ofRole.remove(wake) && ofRole.isEmpty()) {
      waiters.remove(role);
    }
  }

  void wake(RoleId role) {
    of(role).forEach(Runnable::run);
  }

  private synchronized List<Runnable> of(RoleId role) {
    return List.copyOf(waiters.getOrDefault(role, List.of()));
  }

  void wakeAll() {
    all().forEach(Runnable::run);
  }

  private synchronized List<Runnable> all() {
    return waiters.values().stream().flatMap(List::stream).toList();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  void close() {
    synchronized (this) {
      closed = true;
    }
    wakeAll();
  }
}
