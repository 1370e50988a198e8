package dev.hera.work;

import dev.hera.history.Event;
import dev.hera.history.NamedEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the listener of committed events, in the order of their sequence numbers and each once,
 * although the threads that committed them come in any order. What others committed to the store is
 * read there: when it says that there is something, and before what this Hera committed after it.
 * The listener is never called twice at once: a thread that comes while another one tells leaves
 * its events to that one.
 */
final class Announcements {
  private static final Logger log = LoggerFactory.getLogger(Announcements.class);

  private final @Nullable Consumer<List<NamedEvent>> listener;
  private final StoredEvents stored;
  private final BiFunction<String, Runnable, Thread> threads;
  private final Set<Announcement> open = new HashSet<>();
  private final TreeMap<Long, List<NamedEvent>> committed = new TreeMap<>();
  private boolean telling;

  /** Whether somebody left something to the thread that tells since it looked last. */
  private boolean more;

  /** The last sequence number that was told, or that need not be; negative when none is known. */
  private long told = -1;

  /** Whether others may have committed what was not read yet. */
  private boolean behind;

  /**
   * @param threads makes the threads that tell of what others committed
   */
  Announcements(
      @Nullable Consumer<List<NamedEvent>> listener,
      StoredEvents stored,
      BiFunction<String, Runnable, Thread> threads) {
    this.listener = listener;
    this.stored = stored;
    this.threads = threads;
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

  /** Begins before the first write, if not before: what is there already is not told. */
  void begin() {
    if (listener == null || isBegun()) {
      return;
    }
    long last = stored.last();
    synchronized (this) {
      if (told < 0) {
        told = last;
      }
    }
  }

  private synchronized boolean isBegun() {
    return told >= 0;
  }

  Announcement open() {
    begin();
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
      if (isLeftToAnother()) {
        return;
      }
    }
    tellAll(listener);
  }

  /**
   * Others committed. What it was is told by a thread of its own, since the listener may be slow.
   */
  void othersCommitted() {
    if (listener == null) {
      return;
    }
    synchronized (this) {
      behind = true;
      if (isLeftToAnother()) {
        return;
      }
    }
    threads.apply("events", () -> tellAll(listener)).start();
  }

  /** Whether another thread tells, which then tells what there is now, too. */
  private boolean isLeftToAnother() {
    boolean left = telling;
    telling = true;
    more = left;
    return left;
  }

  private void tellAll(Consumer<List<NamedEvent>> teller) {
    for (List<NamedEvent> next = next(); !next.isEmpty(); next = next()) {
      tell(teller, next);
    }
  }

  /** What is to be told next; when it is nothing, nobody tells any more. */
  private List<NamedEvent> next() {
    List<NamedEvent> next = List.of();
    while (next.isEmpty()) {
      long begun;
      long end;
      synchronized (this) {
        begun = told;
        end = nextOwn();
        if (end == told + 1) {
          return takeOwn();
        }
        if (end == Long.MAX_VALUE && !behind) {
          telling = false;
          return List.of();
        }
        behind = behind && end != Long.MAX_VALUE;
        more = false;
      }
      try {
        next = stored.list(begun, end);
      } catch (RuntimeException | Error e) {
        if (!triesAgain()) {
          log.warn("What others committed is told later: it could not be read", e);
          return List.of();
        }
        continue;
      }
      goOn(end, next);
    }
    return next;
  }

  /** Whether to read again, which failed, because somebody came meanwhile. */
  private synchronized boolean triesAgain() {
    behind = true;
    telling = more;
    return more;
  }

  private synchronized void goOn(long end, List<NamedEvent> others) {
    if (!others.isEmpty()) {
      told = last(others);
      behind |= end == Long.MAX_VALUE;
    } else if (end != Long.MAX_VALUE) {
      told = end - 1;
    }
  }

  /**
   * The number from which on the next events of this Hera are to be told; {@link Long#MAX_VALUE}
   * while there are none, or earlier ones of it may still come.
   */
  private long nextOwn() {
    while (!committed.isEmpty() && last(committed.firstEntry().getValue()) <= told) {
      committed.pollFirstEntry();
    }
    long before = open.stream().mapToLong(one -> one.first).min().orElse(Long.MAX_VALUE);
    Map.Entry<Long, List<NamedEvent>> first = committed.firstEntry();
    return first == null || first.getKey() >= before
        ? Long.MAX_VALUE
        : Math.max(first.getKey(), told + 1);
  }

  private List<NamedEvent> takeOwn() {
    List<NamedEvent> own = committed.pollFirstEntry().getValue();
    long from = told + 1;
    told = last(own);
    return sequence(own.get(0)) == from
        ? own
        : own.stream().filter(one -> sequence(one) >= from).toList();
  }

  private static long last(List<NamedEvent> events) {
    return sequence(events.get(events.size() - 1));
  }

  private static long sequence(NamedEvent named) {
    return named.event().sequence();
  }

  private static void tell(Consumer<List<NamedEvent>> listener, List<NamedEvent> events) {
    try {
      listener.accept(events);
    } catch (Throwable e) {
      log.warn("A listener failed; what it was told of stands", e);
    }
  }
}
