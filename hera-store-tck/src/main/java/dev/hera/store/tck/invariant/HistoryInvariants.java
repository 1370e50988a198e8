package dev.hera.store.tck.invariant;

import dev.hera.history.Event;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The history is one sequence (M25). */
final class HistoryInvariants {
  private final Contents contents;
  private final List<String> found;
  private final Set<Long> seen = new HashSet<>();

  HistoryInvariants(Contents contents, List<String> found) {
    this.contents = contents;
    this.found = found;
  }

  void check() {
    contents.events.values().forEach(this::checkOne);
  }

  private void checkOne(List<Event> events) {
    long last = 0;
    for (Event event : events) {
      if (event.sequence() <= last) {
        found.add("event " + event.sequence() + " comes after event " + last);
      }
      if (!seen.add(event.sequence())) {
        found.add("event " + event.sequence() + " is there twice");
      }
      last = event.sequence();
    }
  }
}
