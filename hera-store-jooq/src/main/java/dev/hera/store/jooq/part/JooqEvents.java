package dev.hera.store.jooq.part;

import static dev.hera.store.jooq.tables.Tables.EVENTS;
import static dev.hera.store.jooq.tables.Tables.EVENT_BUCKETS;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Events;
import dev.hera.store.jooq.sql.Lookup;
import dev.hera.store.jooq.sql.ReusedQuery;
import dev.hera.store.jooq.sql.SqlScope;
import dev.hera.store.jooq.tables.tables.records.EventBucketsRecord;
import dev.hera.store.jooq.tables.tables.records.EventsRecord;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

record JooqEvents(SqlScope scope) implements Events {
  /** How many sequence numbers share a bucket; the schema's second version says so, too. */
  private static final long BUCKET = 1_000;

  private static final Lookup<EventBucketsRecord> BUCKETS =
      Lookup.byKey(EVENT_BUCKETS, Function.<EventBucketsRecord>identity())
          .by(EVENT_BUCKETS.SUBJECT);

  /** Those about a role, by way of the buckets in which there are some. */
  private static final ReusedQuery<EventsRecord> ABOUT =
      ReusedQuery.of(
          EVENTS,
          BUCKETS,
          sql ->
              sql.selectFrom(EVENTS)
                  .where(ReusedQuery.isAny(EVENTS.SUBJECT))
                  .and(
                      EVENTS.BUCKET.in(
                          DSL.select(EVENT_BUCKETS.BUCKET)
                              .from(EVENT_BUCKETS)
                              .where(ReusedQuery.isAny(EVENT_BUCKETS.SUBJECT))))
                  .orderBy(EVENTS.ID),
          Function.<EventsRecord>identity());

  @Override
  public void append(Collection<Event> events) {
    Chunks.ofRows(events).forEach(this::appendSome);
  }

  private void appendSome(List<Event> events) {
    List<EventsRecord> rows = events.stream().map(JooqEvents::row).toList();
    scope.append(rows);
    scope.append(newBuckets(rows));
  }

  /** The buckets in which these may be the first events about a role. */
  private List<EventBucketsRecord> newBuckets(List<EventsRecord> rows) {
    Set<List<Long>> keys = new LinkedHashSet<>();
    for (EventsRecord row : rows) {
      if (row.getSubject() != null) {
        keys.add(List.of(row.getSubject(), row.getBucket()));
      }
    }
    return keys.stream()
        .filter(key -> !scope.isRemembered(EVENT_BUCKETS, key))
        .map(key -> new EventBucketsRecord(key.get(0), key.get(1)))
        .toList();
  }

  @Override
  public List<Event> list(@Nullable OrchestratorId orchestrator, long after, int limit) {
    ChangesText text = new ChangesText();
    Condition whose =
        orchestrator == null ? DSL.noCondition() : EVENTS.ORCHESTRATOR.eq(orchestrator.value());
    return scope.read(
        sql ->
            sql.selectFrom(EVENTS)
                .where(whose)
                .and(EVENTS.ID.gt(after))
                .orderBy(EVENTS.ID)
                .limit(limit)
                .fetch(row -> event(row, text)));
  }

  @Override
  public List<Event> listAbout(RoleId subject) {
    ChangesText text = new ChangesText();
    return scope.fetch(ABOUT, List.of(subject.value(), subject.value())).stream()
        .map(row -> event(row, text))
        .toList();
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
