package dev.hera.memory;

import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.spi.Orchestrators;
import java.util.List;
import java.util.Optional;

/** The orchestrators of one transaction. */
final class MemoryOrchestrators implements Orchestrators {
  private final MemoryTransaction transaction;

  MemoryOrchestrators(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  @Override
  public void insert(Orchestrator orchestrator) {
    transaction.writing().orchestrators.all.insert(orchestrator);
  }

  @Override
  public void update(Orchestrator orchestrator) {
    transaction.writing().orchestrators.all.update(orchestrator);
  }

  @Override
  public Optional<Orchestrator> find(OrchestratorId id) {
    return rows().all.find(id);
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
    private final Table<OrchestratorId, Orchestrator> all;
    private final Unique<String, OrchestratorId, Orchestrator> activeByName;
    private final Index<Boolean, OrchestratorId, Orchestrator> active;
    private final Index<OrchestratorId, OrchestratorId, Orchestrator> byParent;

    Rows(Undo undo) {
      all = new Table<>("orchestrator", Orchestrator::id, undo);
      activeByName =
          all.unique("active orchestrator name", row -> row.isActive() ? row.name() : null);
      active = all.index(Orchestrator::isActive);
      byParent = all.index(Orchestrator::parent);
    }
  }
}
