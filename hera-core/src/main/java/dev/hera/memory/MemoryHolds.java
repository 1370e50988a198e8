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
final class MemoryHolds implements Holds {
  private final MemoryTransaction transaction;

  MemoryHolds(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  @Override
  public void insert(Hold hold) {
    transaction.writing().holds.all.insert(hold);
  }

  @Override
  public void update(Hold hold) {
    transaction.writing().holds.all.update(hold);
  }

  @Override
  public List<Hold> listOpen(RoleId node) {
    return transaction.reading().holds.openByNode.list(node);
  }

  @Override
  public List<Hold> list(RoleId node) {
    return transaction.reading().holds.byNode.list(node);
  }

  @Override
  public List<Hold> listUntold(OrchestratorId orchestrator) {
    return transaction.reading().holds.untoldByOrchestrator.list(orchestrator);
  }

  private record Episode(RoleId node, @Nullable RoleId blocker, HoldReason reason) {}

  static final class Rows {
    private final Table<HoldId, Hold> all;
    private final Index<RoleId, HoldId, Hold> byNode;
    private final Index<RoleId, HoldId, Hold> openByNode;
    private final Index<OrchestratorId, HoldId, Hold> untoldByOrchestrator;

    Rows(Undo undo) {
      all = new Table<>("hold", Hold::id, undo);
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
