package dev.hera.memory;

import dev.hera.plan.Gate;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Gates;
import java.util.List;

/** The gates of one transaction. */
final class MemoryGates extends MemoryRows<RoleId, Gate> implements Gates {
  MemoryGates(MemoryTransaction transaction) {
    super(transaction, tables -> tables.gates.all);
  }

  @Override
  public List<Gate> list(OrchestratorId orchestrator) {
    return transaction.reading().gates.byOrchestrator.list(orchestrator);
  }

  static final class Rows {
    private final MemoryTable<RoleId, Gate> all;
    private final Index<OrchestratorId, RoleId, Gate> byOrchestrator;

    Rows(Undo undo) {
      all = new MemoryTable<>("gate", Gate::role, undo);
      byOrchestrator = all.index(Gate::orchestrator);
    }
  }
}
