package dev.hera.work;

import dev.hera.history.Event;
import dev.hera.history.NamedEvent;
import dev.hera.work.rows.LatestEvents;
import java.util.List;

/** The events in a store, whoever committed them. Thread-safe. */
final class StoredEvents {
  /** How many are read together at most. */
  private static final int READ_TOGETHER = 500;

  private final UnitsOfWork units;

  StoredEvents(UnitsOfWork units) {
    this.units = units;
  }

  /** The last sequence number, 0 for none. */
  long last() {
    List<Event> latest = units.read(unit -> new LatestEvents(unit.tx().events(), null).list(1));
    return latest.isEmpty() ? 0 : latest.get(0).sequence();
  }

  /** The first events between two sequence numbers, in their order; none when there are none. */
  List<NamedEvent> list(long after, long before) {
    return units
        .read(unit -> unit.named(unit.tx().events().list(null, after, READ_TOGETHER)))
        .stream()
        .filter(named -> named.event().sequence() < before)
        .toList();
  }
}
