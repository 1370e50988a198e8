package dev.hera.store.jooq.part;

import static dev.hera.store.jooq.tables.Tables.HOLDS;

import dev.hera.plan.Hold;
import dev.hera.plan.HoldId;
import dev.hera.plan.HoldReason;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Holds;
import dev.hera.store.jooq.sql.Lookup;
import dev.hera.store.jooq.sql.SqlScope;
import dev.hera.store.jooq.tables.tables.records.HoldsRecord;
import java.time.Instant;
import java.util.List;

final class JooqHolds extends JooqTable<HoldId, Hold> implements Holds {
  private static final Lookup<Hold> BY_ID = Lookup.byKey(HOLDS, JooqHolds::hold);
  private static final Lookup<Hold> ALL = BY_ID.by(HOLDS.NODE);
  private static final Lookup<Hold> OPEN = BY_ID.by(HOLDS.NODE, HOLDS.LIVE);
  private static final Lookup<Hold> UNTOLD = BY_ID.by(HOLDS.ORCHESTRATOR, HOLDS.LIVE, HOLDS.TOLD);

  JooqHolds(SqlScope scope) {
    super(scope, BY_ID, id -> List.of(id.value()));
  }

  @Override
  public List<Hold> listOf(RoleId node, boolean openOnly) {
    return openOnly ? listWith(OPEN, node.value(), Columns.LIVE) : listWith(ALL, node.value());
  }

  @Override
  public List<Hold> listUntold(OrchestratorId orchestrator) {
    return listWith(UNTOLD, orchestrator.value(), Columns.LIVE, false);
  }

  @Override
  HoldsRecord record(Hold hold) {
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
