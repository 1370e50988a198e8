package dev.hera.work;

import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.spi.Orchestrators;
import java.util.List;
import java.util.Optional;

/** The orchestrators. */
public final class OrchestratorRows extends RowCache<OrchestratorId, Orchestrator> {
  private final Orchestrators store;

  OrchestratorRows(Orchestrators store) {
    super(store, Orchestrator::id);
    this.store = store;
  }

  public Optional<Orchestrator> findActive(String name) {
    return ask(name, () -> store.findActive(name).stream().toList()).stream().findFirst();
  }

  public List<Orchestrator> listActive() {
    return ask("active", store::listActive);
  }

  /** Those whose parent is {@code parent}, archived ones too, in id order. */
  public List<Orchestrator> listChildren(OrchestratorId parent) {
    return ask(parent, () -> store.listChildren(parent));
  }
}
