package dev.hera.memory;

import dev.hera.plan.Hold;
import dev.hera.plan.HoldId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Holds;
import java.util.List;

/** The holds of one transaction. */
final class MemoryHolds extends MemoryRows<HoldId, Hold> implements Holds {
  private final Index<RoleId, HoldId, Hold> byNode;
  private final Index<RoleId, HoldId, Hold> openByNode;
  private final Index<OrchestratorId, HoldId, Hold> untoldByOrchestrator;

  MemoryHolds(ChangedState state) {
    super(state, RowKind.HOLD, Hold::id);
    unique(
        "open hold", row -> isOpen(row) ? Tuple.of(row.node(), row.blocker(), row.reason()) : null);
    byNode = index(Hold::node);
    openByNode = index(row -> isOpen(row) ? row.node() : null);
    untoldByOrchestrator = index(row -> isOpen(row) && !row.told() ? row.orchestrator() : null);
  }

  @Override
  public List<Hold> listOf(RoleId node, boolean openOnly) {
    return (openOnly ? openByNode : byNode).list(node);
  }

  @Override
  public List<Hold> listUntold(OrchestratorId orchestrator) {
    return untoldByOrchestrator.list(orchestrator);
  }

  private static boolean isOpen(Hold row) {
    return row.closed() == null;
  }
}
