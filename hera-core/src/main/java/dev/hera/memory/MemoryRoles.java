package dev.hera.memory;

import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Roles;
import java.util.Comparator;
import java.util.List;

/** The roles of one transaction. */
final class MemoryRoles extends MemoryRows<RoleId, Role> implements Roles {
  private final Index<Tuple, RoleId, Role> activeByName;
  private final Index<OrchestratorId, RoleId, Role> activeByOrchestrator;
  private final Index<Tuple, RoleId, Role> activeByKind;

  MemoryRoles(ChangedState state) {
    super(state, RowKind.ROLE, Role::id);
    activeByName =
        unique(
            "active role name",
            row -> row.isActive() ? Tuple.of(row.orchestrator(), row.name()) : null);
    activeByOrchestrator = index(row -> row.isActive() ? row.orchestrator() : null);
    activeByKind = index(row -> row.isActive() ? Tuple.of(row.orchestrator(), row.kind()) : null);
  }

  @Override
  public List<Role> listActive(OrchestratorId orchestrator, RoleFilter filter) {
    if (filter.names() != null) {
      return filter.names().stream()
          .flatMap(name -> activeByName.find(Tuple.of(orchestrator, name)).stream())
          .filter(filter::admits)
          .sorted(Comparator.comparing(Role::id))
          .toList();
    }
    return filter.kind() == null
        ? activeByOrchestrator.list(orchestrator)
        : activeByKind.list(Tuple.of(orchestrator, filter.kind()));
  }

  boolean isCoordinator(RoleId id) {
    return find(id).filter(role -> role.kind() == RoleKind.COORDINATOR).isPresent();
  }
}
