package dev.hera.work.rows;

import dev.hera.history.Event;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Events;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The history up to this unit of work. */
public final class EventRows {
  private final Events store;
  private final Map<RoleId, List<Event>> about = new HashMap<>();

  EventRows(Events store) {
    this.store = store;
  }

  /** Stores the events of this unit of work, once, at its end. */
  public void append(Collection<Event> events) {
    store.append(events);
  }

  /** As {@link Events#list} gives them. */
  public List<Event> list(@Nullable OrchestratorId orchestrator, long after, int limit) {
    return store.list(orchestrator, after, limit);
  }

  /** Those whose subject is this role, in sequence order. */
  public List<Event> listAbout(RoleId subject) {
    List<Event> known = about.get(subject);
    if (known == null) {
      known = store.listAbout(subject);
      about.put(subject, known);
    }
    return known;
  }
}
