package dev.hera;

import dev.hera.role.RoleId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Callers that wait for a message, each woken by the commit that stores one. Thread-safe. */
final class Waiting {
  private final Map<RoleId, List<CountDownLatch>> waiters = new HashMap<>();
  private boolean closed;

  /** A latch that opens when the inbox of this role grows; to be given back with {@link #leave}. */
  synchronized CountDownLatch enter(RoleId role) {
    CountDownLatch latch = new CountDownLatch(closed ? 0 : 1);
    waiters.computeIfAbsent(role, none -> new ArrayList<>()).add(latch);
    return latch;
  }

  synchronized void leave(RoleId role, CountDownLatch latch) {
    List<CountDownLatch> ofRole = waiters.get(role);
    if (ofRole != null && ofRole.remove(latch) && ofRole.isEmpty()) {
      waiters.remove(role);
    }
  }

  synchronized void wake(RoleId role) {
    waiters.getOrDefault(role, List.of()).forEach(CountDownLatch::countDown);
  }

  synchronized void wakeAll() {
    waiters.values().forEach(ofRole -> ofRole.forEach(CountDownLatch::countDown));
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized void close() {
    closed = true;
    wakeAll();
  }
}
