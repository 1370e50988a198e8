package dev.hera.mcp;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one client is to be told of next: each update once, one after the other, on another thread.
 * Thread-safe.
 */
final class UntoldUpdates<T> {
  private static final Logger LOG = LoggerFactory.getLogger(UntoldUpdates.class);

  private final Executor executor;
  private final Predicate<T> isNews;
  private final Set<T> changed = new LinkedHashSet<>();
  private @Nullable Consumer<T> client;
  private boolean telling;

  /**
   * @param isNews whether an update is still to be told when its turn comes; called with no lock of
   *     this held
   */
  UntoldUpdates(Executor executor, Predicate<T> isNews) {
    this.executor = executor;
    this.isNews = isNews;
  }

  /** Tells this client from now on. */
  synchronized void begin(Consumer<T> newClient) {
    client = newClient;
  }

  /** Tells nobody any more, and forgets what was not told. */
  synchronized void end() {
    client = null;
    changed.clear();
  }

  /** Whether there is somebody to tell. */
  synchronized boolean isTold() {
    return client != null;
  }

  /** Has an update told, if there is somebody to tell. */
  void add(T update) {
    synchronized (this) {
      if (client == null || !changed.add(update) || telling) {
        return;
      }
      telling = true;
    }
    try {
      executor.execute(this::tellAll);
    } catch (RejectedExecutionException e) {
      LOG.debug("A client is not told of a change any more", e);
      synchronized (this) {
        telling = false;
      }
    }
  }

  private void tellAll() {
    for (T next = next(); next != null; next = next()) {
      try {
        tell(next);
      } catch (RuntimeException e) {
        LOG.debug("A client could not be told of a change", e);
      }
    }
  }

  private synchronized @Nullable T next() {
    T first = changed.isEmpty() || client == null ? null : changed.iterator().next();
    changed.remove(first);
    telling = first != null;
    return first;
  }

  private void tell(T update) {
    Consumer<T> to;
    synchronized (this) {
      to = client;
    }
    if (to != null && isNews.test(update)) {
      to.accept(update);
    }
  }
}
