package dev.hera.store.jooq;

import static dev.hera.store.jooq.tables.Tables.HOLDS;

import dev.hera.plan.Hold;
import dev.hera.plan.HoldId;
import dev.hera.plan.HoldReason;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Holds;
import dev.hera.store.jooq.tables.tables.records.HoldsRecord;
import java.time.Instant;
import java.util.List;
import org.jooq.Condition;

record JooqHolds(Scope scope) implements Holds {
  private static final Condition OPEN = HOLDS.LIVE.eq(Columns.LIVE);

  @Override
  public void insert(Hold hold) {
    scope.insert(List.of(row(hold)));
  }

  @Override
  public void update(Hold hold) {
    scope.update(row(hold));
  }

  @Override
  public List<Hold> listOpen(RoleId node) {
    return listWhere(HOLDS.NODE.eq(node.value()).and(OPEN));
  }

  @Override
  public List<Hold> list(RoleId node) {
    return listWhere(HOLDS.NODE.eq(node.value()));
  }

  @Override
  public List<Hold> listUntold(OrchestratorId orchestrator) {
    return listWhere(
        HOLDS.ORCHESTRATOR.eq(orchestrator.value()).and(OPEN).and(HOLDS.TOLD.isFalse()));
  }

  private List<Hold> listWhere(Condition condition) {
    return scope.read(
        sql -> sql.selectFrom(HOLDS).where(condition).orderBy(HOLDS.ID).fetch(JooqHolds::hold));
  }

  private static HoldsRecord row(Hold hold) {
    return new HoldsRecord(
        hold.id().value(),
        hold.orchestrator().value(),
        hold.node().value(),
        Columns.value(hold.blocker()),
        Columns.key(hold.blocker()),
        hold.reason().wire(),
        hold.opened().toEpochMilli(),
        hold.told(),
        Columns.millis(hold.closed()),
        Columns.live(hold.closed() == null));
  }

  private static Hold hold(HoldsRecord row) {
    return new Hold(
        new HoldId(row.getId()),
        new OrchestratorId(row.getOrchestrator()),
        new RoleId(row.getNode()),
        Columns.role(row.getBlocker()),
        Columns.constant(HoldReason.class, row.getReason()),
        Instant.ofEpochMilli(row.getOpened()),
        row.getTold(),
        Columns.instant(row.getClosed()));
  }
}
