package dev.hera.memory;

import dev.hera.history.Event;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Events;
import java.util.Collection;
import java.util.List;

/** The events of one transaction. */
final class MemoryEvents implements Events {
  private final MemoryTransaction transaction;

  MemoryEvents(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  @Override
  public void append(Collection<Event> events) {
    transaction.writing().events.all.insertAll(events);
  }

  @Override
  public List<Event> list(OrchestratorId orchestrator, long after, int limit) {
    return transaction.reading().events.byOrchestrator.listAfter(orchestrator, after, limit);
  }

  @Override
  public List<Event> listAbout(RoleId subject) {
    return transaction.reading().events.bySubject.list(subject);
  }

  static final class Rows {
    private final MemoryTable<Long, Event> all;
    private final Index<OrchestratorId, Long, Event> byOrchestrator;
    private final Index<RoleId, Long, Event> bySubject;

    Rows(Undo undo) {
      all = new MemoryTable<>("event", Event::sequence, undo);
      byOrchestrator = all.index(Event::orchestrator);
      bySubject = all.index(Event::subject);
    }
  }
}
