package dev.hera.work;

import dev.hera.history.Event;
import dev.hera.history.NamedEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the listener of committed events, in the order of their sequence numbers although the
 * threads that committed them come in any order. It is never called twice at once: a thread that
 * comes while another one tells leaves its events to that one.
 */
final class Announcements {
  private static final Logger log = LoggerFactory.getLogger(Announcements.class);

  private final @Nullable Consumer<List<NamedEvent>> listener;
  private final Set<Announcement> open = new HashSet<>();
  private final TreeMap<Long, List<NamedEvent>> committed = new TreeMap<>();
  private boolean telling;

  Announcements(@Nullable Consumer<List<NamedEvent>> listener) {
    this.listener = listener;
  }

  /** The events of one write. */
  final class Announcement {
    private long first = Long.MAX_VALUE;
    private List<NamedEvent> events = List.of();
    private boolean committed;

    /** Ends the unit of work. While its events are numbered, nothing is told. */
    void end(UnitOfWork unit) {
      if (listener == null) {
        unit.end();
        return;
      }
      begin(Long.MIN_VALUE);
      List<Event> stored = unit.end();
      events = unit.named(stored);
      begin(stored.isEmpty() ? Long.MAX_VALUE : stored.get(0).sequence());
    }

    private void begin(long sequence) {
      synchronized (Announcements.this) {
        first = sequence;
      }
    }

    void committed() {
      committed = true;
    }
  }

  Announcement open() {
    Announcement announcement = new Announcement();
    if (listener != null) {
      synchronized (this) {
        open.add(announcement);
      }
    }
    return announcement;
  }

  /** The write is over. What it committed is told as soon as all that came before it was. */
  void close(Announcement announcement) {
    if (listener == null) {
      return;
    }
    synchronized (this) {
      open.remove(announcement);
      if (announcement.committed && !announcement.events.isEmpty()) {
        committed.put(announcement.first, announcement.events);
      }
      if (telling) {
        return;
      }
      telling = true;
    }
    for (List<NamedEvent> next = next(); !next.isEmpty(); next = next()) {
      tell(listener, next);
    }
  }

  private synchronized List<NamedEvent> next() {
    long before = open.stream().mapToLong(one -> one.first).min().orElse(Long.MAX_VALUE);
    Map.Entry<Long, List<NamedEvent>> first = committed.firstEntry();
    if (first == null || first.getKey() >= before) {
      telling = false;
      return List.of();
    }
    committed.remove(first.getKey());
    return first.getValue();
  }

  private static void tell(Consumer<List<NamedEvent>> listener, List<NamedEvent> events) {
    try {
      listener.accept(events);
    } catch (Throwable e) {
      log.warn("A listener failed; what it was told of stands", e);
    }
  }
}
