package dev.hera.work.rows;

import dev.hera.plan.Gate;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Gates;
import java.util.List;

/** What the gate keeps of each role. */
public final class GateRows extends RowCache<RoleId, Gate> {
  private final Gates store;

  GateRows(Gates store, Runnable writing) {
    super(store, Gate::role, writing);
    this.store = store;
  }

  /** All of an orchestrator, in role-id order. */
  public List<Gate> list(OrchestratorId orchestrator) {
    return askOnce(orchestrator, () -> store.list(orchestrator));
  }
}
