package dev.hera.store.jooq.part;

import static dev.hera.store.jooq.tables.Tables.GATES;

import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Gate;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Gates;
import dev.hera.store.jooq.sql.Lookup;
import dev.hera.store.jooq.sql.ReusedQuery;
import dev.hera.store.jooq.sql.SqlScope;
import dev.hera.store.jooq.tables.tables.records.GatesRecord;
import java.util.List;

final class JooqGates extends JooqTable<RoleId, Gate> implements Gates {
  private static final Lookup<Gate> BY_ROLE = Lookup.byKey(GATES, JooqGates::gate);

  private static final ReusedQuery<Gate> ALL =
      JooqRoles.rowsOf(GATES, GATES.ORCHESTRATOR, List.of(GATES.ROLE), JooqGates::gate);

  JooqGates(SqlScope scope) {
    super(scope, BY_ROLE, role -> List.of(role.value()));
  }

  @Override
  public List<Gate> list(OrchestratorId orchestrator) {
    return scope.fetch(ALL, List.of(orchestrator.value()));
  }

  @Override
  GatesRecord record(Gate gate) {
    return new GatesRecord(
        gate.role().value(),
        gate.orchestrator().value(),
        gate.planned(),
        gate.outcome().wire(),
        gate.working(),
        gate.failed());
  }

  private static Gate gate(GatesRecord row) {
    return new Gate(
        new RoleId(row.getRole()),
        new OrchestratorId(row.getOrchestrator()),
        row.getPlanned(),
        Columns.constant(BlockerOutcome.class, row.getOutcome()),
        row.getWorking(),
        row.getFailed());
  }
}
