package dev.hera.memory;

import dev.hera.plan.Gate;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Gates;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The gates of one transaction. */
final class MemoryGates implements Gates {
  private final MemoryTransaction transaction;

  MemoryGates(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  @Override
  public void insert(Collection<Gate> gates) {
    transaction.writing().gates.all.insertAll(gates);
  }

  @Override
  public void update(Gate gate) {
    transaction.writing().gates.all.update(gate);
  }

  @Override
  public Optional<Gate> find(RoleId role) {
    return transaction.reading().gates.all.find(role);
  }

  @Override
  public List<Gate> list(Collection<RoleId> roles) {
    return transaction.reading().gates.all.list(roles);
  }

  @Override
  public List<Gate> list(OrchestratorId orchestrator) {
    return transaction.reading().gates.byOrchestrator.list(orchestrator);
  }

  static final class Rows {
    private final Table<RoleId, Gate> all;
    private final Index<OrchestratorId, RoleId, Gate> byOrchestrator;

    Rows(Undo undo) {
      all = new Table<>("gate", Gate::role, undo);
      byOrchestrator = all.index(Gate::orchestrator);
    }
  }
}
