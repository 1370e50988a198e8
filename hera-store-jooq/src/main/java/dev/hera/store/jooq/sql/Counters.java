package dev.hera.store.jooq.sql;

import static dev.hera.store.jooq.tables.Tables.COUNTERS;

import dev.hera.spi.IdKind;
import dev.hera.store.jooq.tables.tables.records.CountersRecord;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The next id of each kind, on the connection that writes. Each is read once, and written with the
 * commit instead of with each id that is taken.
 */
final class Counters {
  private static final Lookup<Long> BY_KIND = Lookup.byKey(COUNTERS, CountersRecord::getNextId);

  private final Map<IdKind, Counter> counters = new EnumMap<>(IdKind.class);

  /** Takes so many ids and gives the first of them. */
  long take(Session session, IdKind kind, int count) throws SQLException {
    if (count < 1) {
      throw new IllegalArgumentException("count is " + count + "; take at least one id");
    }
    Counter counter = counters.get(kind);
    if (counter == null) {
      List<Long> stored = session.fetch(BY_KIND, List.of(name(kind)));
      counter = new Counter(!stored.isEmpty(), stored.isEmpty() ? 1 : stored.get(0));
      counters.put(kind, counter);
    }
    long first = counter.next;
    counter.next += count;
    return first;
  }

  /** Remembers where the counters stand, for {@link #rollback}. */
  void mark() {
    counters.values().forEach(counter -> counter.marked = counter.next);
  }

  /** Gives back what was taken since the mark. */
  void rollback() {
    counters.values().forEach(counter -> counter.next = counter.marked);
  }

  /** Writes those of which something was taken. */
  void write(Session session) throws SQLException {
    for (Map.Entry<IdKind, Counter> entry : counters.entrySet()) {
      Counter counter = entry.getValue();
      if (counter.next != counter.stored) {
        CountersRecord row = new CountersRecord(name(entry.getKey()), counter.next);
        if (counter.isStored) {
          session.update(COUNTERS, row);
        } else {
          session.append(COUNTERS, List.of(row));
          counter.isStored = true;
        }
        counter.stored = counter.next;
      }
    }
  }

  /** Forgets what was counted: the table may have been written past this connection. */
  void forget() {
    counters.clear();
  }

  private static String name(IdKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static final class Counter {
    boolean isStored;
    long stored;
    long next;
    long marked;

    Counter(boolean isStored, long stored) {
      this.isStored = isStored;
      this.stored = stored;
      this.next = stored;
      this.marked = stored;
    }
  }
}
