package dev.hera.store.jooq;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The units that wait to be committed, one of whose callers leads. Thread-safe. */
final class CommitQueue {
  /** How many works share a commit at most, so that the first of them is not held up for ever. */
  private static final int MOST_TOGETHER = 256;

  private final Queue<Unit<?>> waiting = new ArrayDeque<>();
  private boolean led;

  /** Queues a unit and tells whether its caller is to lead. */
  synchronized boolean enter(Unit<?> unit) {
    waiting.add(unit);
    boolean leads = !led;
    led = true;
    return leads;
  }

  /** Has the next one lead, if any; the unit of the caller that led waits no longer. */
  synchronized void passOn(Unit<?> from) {
    Unit<?> next = waiting.peek();
    if (next == from) {
      waiting.remove();
      next = waiting.peek();
    }
    if (next == null) {
      led = false;
    } else {
      next.lead();
    }
  }

  /** How many wait for their turn. */
  synchronized int size() {
    return waiting.size();
  }

  /** The next unit that waits, now of the group; null when none waits or the group is full. */
  synchronized @Nullable Unit<?> join(List<Unit<?>> group) {
    Unit<?> unit = group.size() == MOST_TOGETHER ? null : waiting.poll();
    if (unit != null) {
      group.add(unit);
    }
    return unit;
  }
}
