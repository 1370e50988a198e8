package dev.hera.work;

import dev.hera.history.NamedEvent;
import java.util.List;

/** The events in a store, whoever committed them. Thread-safe. */
interface StoredEvents {
  /** The last sequence number, 0 for none. */
  long last();

  /** The first events between two sequence numbers, in their order; none when there are none. */
  List<NamedEvent> list(long after, long before);
}
