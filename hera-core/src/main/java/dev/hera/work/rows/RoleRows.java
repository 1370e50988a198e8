package dev.hera.work.rows;

import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Roles;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The roles. */
public final class RoleRows extends RowCache<RoleId, Role> {
  private final Roles store;
  private final Set<RoleId> touched;

  RoleRows(Roles store, Set<RoleId> touched, Runnable writing) {
    super(store, Role::id, writing);
    this.store = store;
    this.touched = touched;
  }

  @Override
  void updated(@Nullable Role before, Role after) {
    touched.add(after.id());
  }

  /** A role is asked for by what never changes, as long as it is active. */
  @Override
  boolean changesAnswers(Role before, Role after) {
    return before.isActive() != after.isActive();
  }

  public Optional<Role> findActive(OrchestratorId orchestrator, String name) {
    return listActive(orchestrator, Set.of(name)).stream().findFirst();
  }

  public List<Role> listActive(OrchestratorId orchestrator) {
    return listActive(orchestrator, RoleFilter.ALL);
  }

  public List<Role> listActive(OrchestratorId orchestrator, RoleKind kind) {
    return listActive(orchestrator, RoleFilter.of(kind));
  }

  public List<Role> listActive(OrchestratorId orchestrator, Collection<String> names) {
    return listActive(orchestrator, RoleFilter.named(names));
  }

  private List<Role> listActive(OrchestratorId orchestrator, RoleFilter filter) {
    return ask(List.of(orchestrator, filter), () -> store.listActive(orchestrator, filter));
  }
}
