package dev.hera.work.rows;

import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import dev.hera.spi.Orchestrators;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The orchestrators. */
public final class OrchestratorRows extends RowCache<OrchestratorId, Orchestrator> {
  private final Orchestrators store;
  private final RoleRows roles;
  private final Set<RoleId> touched;

  OrchestratorRows(Orchestrators store, RoleRows roles, Set<RoleId> touched, Runnable writing) {
    super(store, Orchestrator::id, writing);
    this.store = store;
    this.roles = roles;
    this.touched = touched;
  }

  /** Whether an orchestrator is active is a fact of all its roles. */
  @Override
  void updated(@Nullable Orchestrator before, Orchestrator after) {
    if (before == null || before.isActive() != after.isActive()) {
      roles.listActive(after.id()).forEach(role -> touched.add(role.id()));
    }
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
