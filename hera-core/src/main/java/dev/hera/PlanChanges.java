package dev.hera;

import dev.hera.role.OrchestratorId;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

/** Callers that wait for a plan to change, each woken by the commit that does. Thread-safe. */
final class PlanChanges {

  /** One caller's wait; its latch opens with the next change, or when Hera closes. */
  record Watch(OrchestratorId orchestrator, CountDownLatch changed) {}

  private final Set<Watch> watches = new HashSet<>();
  private boolean closed;

  /** A watch from now on; to be given back with {@link #leave}. */
  synchronized Watch enter(OrchestratorId orchestrator) {
    Watch watch = new Watch(orchestrator, new CountDownLatch(closed ? 0 : 1));
    watches.add(watch);
    return watch;
  }

  synchronized void leave(Watch watch) {
    watches.remove(watch);
  }

  void wake(OrchestratorId orchestrator) {
    wake(watch -> watch.orchestrator().equals(orchestrator));
  }

  void wakeAll() {
    wake(watch -> true);
  }

  private synchronized void wake(Predicate<Watch> meant) {
    watches.stream().filter(meant).forEach(watch -> watch.changed().countDown());
  }

  synchronized void close() {
    closed = true;
    wakeAll();
  }
}
