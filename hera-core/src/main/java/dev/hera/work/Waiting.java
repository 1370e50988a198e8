package dev.hera.work;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who waits for something to change, each woken by the commit that changes it: a role's inbox, a
 * plan. A wait holds no thread: what is to be run then runs on the committing thread and must only
 * hand over. Thread-safe.
 */
public final class Waiting<K> {
  private static final Logger log = LoggerFactory.getLogger(Waiting.class);

  private final Map<K, List<Runnable>> waiters = new HashMap<>();
  private boolean closed;

  /**
   * Has this run each time it changes, until {@link #leave}; at once when nothing is waited for any
   * more.
   */
  public void enter(K what, Runnable wake) {
    synchronized (this) {
      if (!closed) {
        waiters.computeIfAbsent(what, none -> new ArrayList<>()).add(wake);
        return;
      }
    }
    run(wake);
  }

  public synchronized void leave(K what, Runnable wake) {
    List<Runnable> ofIt = waiters.get(what);
    if (ofIt != null && ofIt.remove(wake) && ofIt.isEmpty()) {
      waiters.remove(what);
    }
  }

  public void wake(K what) {
    of(what).forEach(Waiting::run);
  }

  private synchronized List<Runnable> of(K what) {
    return List.copyOf(waiters.getOrDefault(what, List.of()));
  }

  public void wakeAll() {
    all().forEach(Waiting::run);
  }

  /** What changed is committed: who cannot be woken for it stops nobody else. */
  private static void run(Runnable wake) {
    try {
      wake.run();
    } catch (Throwable e) {
      log.warn("Somebody who waits for a change could not be woken", e);
    }
  }

  private synchronized List<Runnable> all() {
    return waiters.values().stream().flatMap(List::stream).toList();
  }

  public synchronized boolean isClosed() {
    return closed;
  }

  public void close() {
    synchronized (this) {
      closed = true;
    }
    wakeAll();
  }
}
