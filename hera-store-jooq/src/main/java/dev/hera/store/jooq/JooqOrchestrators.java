package dev.hera.store.jooq;

import static dev.hera.store.jooq.tables.Tables.ORCHESTRATORS;

import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.spi.Orchestrators;
import dev.hera.store.jooq.tables.tables.records.OrchestratorsRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jspecify.annotations.Nullable;

record JooqOrchestrators(Scope scope) implements Orchestrators {
  private static final Kept<Orchestrator> BY_ID =
      Kept.byKey(ORCHESTRATORS, JooqOrchestrators::orchestrator);

  @Override
  public void insert(Orchestrator orchestrator) {
    scope.insert(List.of(row(orchestrator)));
  }

  @Override
  public void update(Orchestrator orchestrator) {
    scope.update(row(orchestrator));
  }

  @Override
  public Optional<Orchestrator> find(OrchestratorId id) {
    return scope.find(BY_ID, id.value());
  }

  @Override
  public Optional<Orchestrator> findActive(String name) {
    return findWhere(ORCHESTRATORS.NAME.eq(name).and(ORCHESTRATORS.LIVE.eq(Columns.LIVE)));
  }

  @Override
  public List<Orchestrator> listActive() {
    return listWhere(ORCHESTRATORS.LIVE.eq(Columns.LIVE));
  }

  @Override
  public List<Orchestrator> listChildren(OrchestratorId parent) {
    return listWhere(ORCHESTRATORS.PARENT.eq(parent.value()));
  }

  private Optional<Orchestrator> findWhere(Condition condition) {
    return scope.read(
        sql ->
            sql.selectFrom(ORCHESTRATORS)
                .where(condition)
                .fetchOptional(JooqOrchestrators::orchestrator));
  }

  private List<Orchestrator> listWhere(Condition condition) {
    return scope.read(
        sql ->
            sql.selectFrom(ORCHESTRATORS)
                .where(condition)
                .orderBy(ORCHESTRATORS.ID)
                .fetch(JooqOrchestrators::orchestrator));
  }

  private static OrchestratorsRecord row(Orchestrator orchestrator) {
    OrchestratorId parent = orchestrator.parent();
    return new OrchestratorsRecord(
        orchestrator.id().value(),
        orchestrator.name(),
        orchestrator.baseBranch(),
        parent == null ? null : parent.value(),
        orchestrator.created().toEpochMilli(),
        Columns.millis(orchestrator.archived()),
        Columns.live(orchestrator.isActive()));
  }

  private static Orchestrator orchestrator(OrchestratorsRecord row) {
    @Nullable Long parent = row.getParent();
    return new Orchestrator(
        new OrchestratorId(row.getId()),
        row.getName(),
        row.getBaseBranch(),
        parent == null ? null : new OrchestratorId(parent),
        Instant.ofEpochMilli(row.getCreated()),
        Columns.instant(row.getArchived()));
  }
}
