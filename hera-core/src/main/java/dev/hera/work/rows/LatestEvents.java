package dev.hera.work.rows;

import dev.hera.history.Event;
import dev.hera.role.OrchestratorId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the latest events of an orchestrator, or of all, in a few short reads, however long its
 * history is.
 */
public final class LatestEvents {
  private final EventRows events;
  private final @Nullable OrchestratorId place;

  /**
   * @param place whose they are; null for all
   */
  public LatestEvents(EventRows events, @Nullable OrchestratorId place) {
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
