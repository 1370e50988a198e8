package dev.hera.memory;

import dev.hera.history.Event;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Events;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of one transaction. */
final class MemoryEvents extends MemoryRows<Long, Event> implements Events {
  private final Index<OrchestratorId, Long, Event> byOrchestrator;
  private final Index<RoleId, Long, Event> bySubject;

  MemoryEvents(ChangedState state) {
    super(state, RowKind.EVENT, Event::sequence);
    byOrchestrator = index(Event::orchestrator);
    bySubject = index(Event::subject);
  }

  @Override
  public void append(Collection<Event> events) {
    insert(events);
  }

  @Override
  public List<Event> list(@Nullable OrchestratorId orchestrator, long after, int limit) {
    return orchestrator == null
        ? listAfter(after, limit)
        : byOrchestrator.listAfter(orchestrator, after, limit);
  }

  @Override
  public List<Event> listAbout(RoleId subject) {
    return bySubject.list(subject);
  }
}
