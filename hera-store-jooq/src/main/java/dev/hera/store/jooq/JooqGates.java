package dev.hera.store.jooq;

import static dev.hera.store.jooq.tables.Tables.GATES;

import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Gate;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Gates;
import dev.hera.store.jooq.tables.tables.records.GatesRecord;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;

record JooqGates(Scope scope) implements Gates {
  private static final Kept<Gate> BY_ROLE = Kept.byKey(GATES, JooqGates::gate);

  @Override
  public void insert(Collection<Gate> gates) {
    scope.insert(gates.stream().map(JooqGates::row).toList());
  }

  @Override
  public void update(Gate gate) {
    scope.update(row(gate));
  }

  @Override
  public Optional<Gate> find(RoleId role) {
    return scope.find(BY_ROLE, role.value());
  }

  @Override
  public List<Gate> list(Collection<RoleId> roles) {
    return Chunks.list(
        scope, roles.stream().map(RoleId::value).toList(), some -> listWhere(GATES.ROLE.in(some)));
  }

  @Override
  public List<Gate> list(OrchestratorId orchestrator) {
    return listWhere(GATES.ORCHESTRATOR.eq(orchestrator.value()));
  }

  private List<Gate> listWhere(Condition condition) {
    return scope.read(
        sql -> sql.selectFrom(GATES).where(condition).orderBy(GATES.ROLE).fetch(JooqGates::gate));
  }

  private static GatesRecord row(Gate gate) {
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
