package dev.hera.memory;

import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.spi.Orchestrators;
import java.util.List;
import java.util.Optional;

/** The orchestrators of one transaction. */
final class MemoryOrchestrators extends MemoryRows<OrchestratorId, Orchestrator>
    implements Orchestrators {
  private final Index<String, OrchestratorId, Orchestrator> activeByName;
  private final Index<Boolean, OrchestratorId, Orchestrator> active;
  private final Index<OrchestratorId, OrchestratorId, Orchestrator> byParent;

  MemoryOrchestrators(ChangedState state) {
    super(state, RowKind.ORCHESTRATOR, Orchestrator::id);
    activeByName = unique("active orchestrator name", row -> row.isActive() ? row.name() : null);
    active = index(Orchestrator::isActive);
    byParent = index(Orchestrator::parent);
  }

  @Override
  public Optional<Orchestrator> findActive(String name) {
    return activeByName.find(name);
  }

  @Override
  public List<Orchestrator> listActive() {
    return active.list(true);
  }

  @Override
  public List<Orchestrator> listChildren(OrchestratorId parent) {
    return byParent.list(parent);
  }
}
