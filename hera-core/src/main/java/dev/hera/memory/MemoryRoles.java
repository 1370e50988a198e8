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
  MemoryRoles(MemoryTransaction transaction) {
    super(transaction, tables -> tables.roles.all);
  }

  @Override
  public List<Role> listActive(OrchestratorId orchestrator, RoleFilter filter) {
    Rows rows = rows();
    if (filter.names() != null) {
      return filter.names().stream()
          .flatMap(name -> rows.activeByName.find(new Name(orchestrator, name)).stream())
          .filter(filter::admits)
          .sorted(Comparator.comparing(Role::id))
          .toList();
    }
    return filter.kind() == null
        ? rows.activeByOrchestrator.list(orchestrator)
        : rows.activeByKind.list(new Kind(orchestrator, filter.kind()));
  }

  private Rows rows() {
    return transaction.reading().roles;
  }

  private record Name(OrchestratorId orchestrator, String name) {}

  private record Kind(OrchestratorId orchestrator, RoleKind kind) implements Comparable<Kind> {
    @Override
    public int compareTo(Kind other) {
      int byOrchestrator = orchestrator.compareTo(other.orchestrator);
      return byOrchestrator == 0 ? kind.compareTo(other.kind) : byOrchestrator;
    }
  }

  static final class Rows {
    private final MemoryTable<RoleId, Role> all;
    private final Unique<Name, RoleId, Role> activeByName;
    private final Index<OrchestratorId, RoleId, Role> activeByOrchestrator;
    private final Index<Kind, RoleId, Role> activeByKind;

    Rows(Undo undo) {
      all = new MemoryTable<>("role", Role::id, undo);
      activeByName =
          all.unique(
              "active role name",
              row -> row.isActive() ? new Name(row.orchestrator(), row.name()) : null);
      activeByOrchestrator = all.index(row -> row.isActive() ? row.orchestrator() : null);
      activeByKind =
          all.index(row -> row.isActive() ? new Kind(row.orchestrator(), row.kind()) : null);
    }

    boolean isCoordinator(RoleId id) {
      return all.find(id).filter(role -> role.kind() == RoleKind.COORDINATOR).isPresent();
    }
  }
}
