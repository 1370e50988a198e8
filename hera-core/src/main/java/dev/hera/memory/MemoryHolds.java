package dev.hera.memory;

import dev.hera.plan.Hold;
import dev.hera.plan.HoldId;
import dev.hera.plan.HoldReason;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Holds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The holds of one transaction. */
final class MemoryHolds extends MemoryRows<HoldId, Hold> implements Holds {
  MemoryHolds(MemoryTransaction transaction) {
    super(transaction, tables -> tables.holds.all);
  }

  @Override
  public List<Hold> listOf(RoleId node, boolean openOnly) {
    Rows rows = transaction.reading().holds;
    return (openOnly ? rows.openByNode : rows.byNode).list(node);
  }

  @Override
  public List<Hold> listUntold(OrchestratorId orchestrator) {
    return transaction.reading().holds.untoldByOrchestrator.list(orchestrator);
  }

  private record Episode(RoleId node, @Nullable RoleId blocker, HoldReason reason) {}

  static final class Rows {
    private final MemoryTable<HoldId, Hold> all;
    private final Index<RoleId, HoldId, Hold> byNode;
    private final Index<RoleId, HoldId, Hold> openByNode;
    private final Index<OrchestratorId, HoldId, Hold> untoldByOrchestrator;

    Rows(Undo undo) {
      all = new MemoryTable<>("hold", Hold::id, undo);
      all.unique("open hold", Rows::openEpisode);
      byNode = all.index(Hold::node);
      openByNode = all.index(row -> isOpen(row) ? row.node() : null);
      untoldByOrchestrator =
          all.index(row -> isOpen(row) && !row.told() ? row.orchestrator() : null);
    }

    private static @Nullable Episode openEpisode(Hold row) {
      return isOpen(row) ? new Episode(row.node(), row.blocker(), row.reason()) : null;
    }

    private static boolean isOpen(Hold row) {
      return row.closed() == null;
    }
  }
}
