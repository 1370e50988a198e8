package dev.hera.memory;

import dev.hera.plan.Gate;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Gates;
import java.util.List;

/** The gates of one transaction. */
final class MemoryGates extends MemoryRows<RoleId, Gate> implements Gates {
  private final Index<OrchestratorId, RoleId, Gate> byOrchestrator;

  MemoryGates(ChangedState state) {
    super(state, RowKind.GATE, Gate::role);
    byOrchestrator = index(Gate::orchestrator);
  }

  @Override
  public List<Gate> list(OrchestratorId orchestrator) {
    return byOrchestrator.list(orchestrator);
  }
}
