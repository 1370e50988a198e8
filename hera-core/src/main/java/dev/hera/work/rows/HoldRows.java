package dev.hera.work.rows;

import dev.hera.plan.Hold;
import dev.hera.plan.HoldId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Holds;
import java.util.List;

/** The holds. */
public final class HoldRows extends RowCache<HoldId, Hold> {
  private final Holds store;

  HoldRows(Holds store, Runnable writing) {
    super(store, Hold::id, writing);
    this.store = store;
  }

  /** The open ones of a node, in id order. */
  public List<Hold> listOpen(RoleId node) {
    return ask(node, () -> store.listOf(node, true));
  }

  /** The open ones of an orchestrator whose beginning nobody was told of, in id order. */
  public List<Hold> listUntold(OrchestratorId orchestrator) {
    return ask(orchestrator, () -> store.listUntold(orchestrator));
  }
}
