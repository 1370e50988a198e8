package dev.hera.memory;

import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.spi.Orchestrators;
import java.util.List;
import java.util.Optional;

/** The orchestrators of one transaction. */
final class MemoryOrchestrators extends MemoryRows<OrchestratorId, Orchestrator>
    implements Orchestrators {
  MemoryOrchestrators(MemoryTransaction transaction) {
    super(transaction, tables -> tables.orchestrators.all);
  }

  @Override
  public Optional<Orchestrator> findActive(String name) {
    return rows().activeByName.find(name);
  }

  @Override
  public List<Orchestrator> listActive() {
    return rows().active.list(true);
  }

  @Override
  public List<Orchestrator> listChildren(OrchestratorId parent) {
    return rows().byParent.list(parent);
  }

  private Rows rows() {
    return transaction.reading().orchestrators;
  }

  static final class Rows {
    private final MemoryTable<OrchestratorId, Orchestrator> all;
    private final Unique<String, OrchestratorId, Orchestrator> activeByName;
    private final Index<Boolean, OrchestratorId, Orchestrator> active;
    private final Index<OrchestratorId, OrchestratorId, Orchestrator> byParent;

    Rows(Undo undo) {
      all = new MemoryTable<>("orchestrator", Orchestrator::id, undo);
      activeByName =
          all.unique("active orchestrator name", row -> row.isActive() ? row.name() : null);
      active = all.index(Orchestrator::isActive);
      byParent = all.index(Orchestrator::parent);
    }
  }
}
