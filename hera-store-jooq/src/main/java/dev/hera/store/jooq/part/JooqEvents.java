package dev.hera.store.jooq.part;

import static dev.hera.store.jooq.tables.Tables.EVENTS;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Events;
import dev.hera.store.jooq.sql.Lookup;
import dev.hera.store.jooq.sql.SqlScope;
import dev.hera.store.jooq.tables.tables.records.EventsRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jooq.Record1;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

record JooqEvents(SqlScope scope) implements Events {
  /** How many sequence numbers share a bucket; the schema's second version says so, too. */
  private static final long BUCKET = 1_000;

  private static final Lookup<EventsRecord> IN_BUCKET =
      Lookup.byKey(EVENTS, row -> row).by(EVENTS.BUCKET, EVENTS.SUBJECT);

  @Override
  public void append(Collection<Event> events) {
    scope.insert(events.stream().map(JooqEvents::row).toList());
  }

  @Override
  public List<Event> list(OrchestratorId orchestrator, long after, int limit) {
    ChangesText text = new ChangesText();
    return scope.read(
        sql ->
            sql.selectFrom(EVENTS)
                .where(EVENTS.ORCHESTRATOR.eq(orchestrator.value()))
                .and(EVENTS.ID.gt(after))
                .orderBy(EVENTS.ID)
                .limit(limit)
                .fetch(row -> event(row, text)));
  }

  /** Looks into each bucket that there is: once for each thousand events of all roles. */
  @Override
  public List<Event> listAbout(RoleId subject) {
    ChangesText text = new ChangesText();
    Long newest =
        scope.read(sql -> sql.select(DSL.max(EVENTS.ID)).from(EVENTS).fetchOne(Record1::value1));
    List<Event> all = new ArrayList<>();
    for (long bucket = 0; newest != null && bucket <= newest / BUCKET; bucket++) {
      scope
          .fetch(IN_BUCKET, List.of(bucket, subject.value()))
          .forEach(row -> all.add(event(row, text)));
    }
    return all;
  }

  private static EventsRecord row(Event event) {
    OrchestratorId orchestrator = event.orchestrator();
    return new EventsRecord(
        event.sequence(),
        event.at().toEpochMilli(),
        orchestrator == null ? null : orchestrator.value(),
        Columns.value(event.actor()),
        event.kind().wire(),
        Columns.value(event.subject()),
        ChangesText.of(event.changes()),
        event.sequence() / BUCKET);
  }

  private static Event event(EventsRecord row, ChangesText text) {
    @Nullable Long orchestrator = row.getOrchestrator();
    return new Event(
        row.getId(),
        Instant.ofEpochMilli(row.getHappened()),
        orchestrator == null ? null : new OrchestratorId(orchestrator),
        Columns.role(row.getActor()),
        Columns.constant(EventKind.class, row.getKind()),
        Columns.role(row.getSubject()),
        text.changes(row.getChanges()));
  }
}
