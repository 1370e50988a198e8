package dev.hera.store.jooq.part;

import static dev.hera.store.jooq.tables.Tables.ORCHESTRATORS;

import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.spi.Orchestrators;
import dev.hera.store.jooq.sql.Lookup;
import dev.hera.store.jooq.sql.SqlScope;
import dev.hera.store.jooq.tables.tables.records.OrchestratorsRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class JooqOrchestrators extends JooqTable<OrchestratorId, Orchestrator>
    implements Orchestrators {
  private static final Lookup<Orchestrator> BY_ID =
      Lookup.byKey(ORCHESTRATORS, JooqOrchestrators::orchestrator);
  private static final Lookup<Orchestrator> BY_NAME =
      BY_ID.by(ORCHESTRATORS.NAME, ORCHESTRATORS.LIVE);
  private static final Lookup<Orchestrator> ACTIVE = BY_ID.by(ORCHESTRATORS.LIVE);
  private static final Lookup<Orchestrator> BY_PARENT = BY_ID.by(ORCHESTRATORS.PARENT);

  JooqOrchestrators(SqlScope scope) {
    super(scope, BY_ID, id -> List.of(id.value()));
  }

  @Override
  public Optional<Orchestrator> findActive(String name) {
    return scope.find(BY_NAME, List.of(name, Columns.LIVE));
  }

  @Override
  public List<Orchestrator> listActive() {
    return listWith(ACTIVE, Columns.LIVE);
  }

  @Override
  public List<Orchestrator> listChildren(OrchestratorId parent) {
    return listWith(BY_PARENT, parent.value());
  }

  @Override
  OrchestratorsRecord record(Orchestrator orchestrator) {
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
