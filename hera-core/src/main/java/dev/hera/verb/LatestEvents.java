package dev.hera.verb;

import dev.hera.history.Event;
import dev.hera.role.OrchestratorId;
import dev.hera.work.rows.EventRows;
import java.util.List;

/** Finds the latest events of an orchestrator in a few short reads, however long its history is. */
public final class LatestEvents {
  private final EventRows events;
  private final OrchestratorId place;

  public LatestEvents(EventRows events, OrchestratorId place) {
    this.events = events;
    this.place = place;
  }

  /** The last {@code limit} of them, or all when there are fewer, in sequence order. */
  public List<Event> list(int limit) {
    long from = 0;
    long to = end();
    while (from < to) {
      long middle = (from + to) >>> 1;
      if (events.list(place, middle, limit + 1).size() > limit) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return events.list(place, from, limit);
  }

  /** A sequence number after which there is no event. */
  private long end() {
    long end = 1;
    while (!events.list(place, end, 1).isEmpty()) {
      end *= 2;
    }
    return end;
  }
}
