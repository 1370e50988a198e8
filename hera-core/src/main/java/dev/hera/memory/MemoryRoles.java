package dev.hera.memory;

import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.spi.Roles;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The roles of one transaction. */
final class MemoryRoles implements Roles {
  private final MemoryTransaction transaction;

  MemoryRoles(MemoryTransaction transaction) {
    this.transaction = transaction;
  }

  @Override
  public void insert(Collection<Role> roles) {
    transaction.writing().roles.all.insertAll(roles);
  }

  @Override
  public void update(Role role) {
    transaction.writing().roles.all.update(role);
  }

  @Override
  public Optional<Role> find(RoleId id) {
    return rows().all.find(id);
  }

  @Override
  public Optional<Role> findActive(OrchestratorId orchestrator, String name) {
    return rows().activeByName.find(new Name(orchestrator, name));
  }

  @Override
  public List<Role> listActive(OrchestratorId orchestrator) {
    return rows().activeByOrchestrator.list(orchestrator);
  }

  @Override
  public List<Role> listActive(OrchestratorId orchestrator, RoleKind kind) {
    return rows().activeByKind.list(new Kind(orchestrator, kind));
  }

  @Override
  public List<Role> listActive(OrchestratorId orchestrator, Collection<String> names) {
    Rows rows = rows();
    return names.stream()
        .distinct()
        .flatMap(name -> rows.activeByName.find(new Name(orchestrator, name)).stream())
        .sorted(Comparator.comparing(Role::id))
        .toList();
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
    private final Table<RoleId, Role> all;
    private final Unique<Name, RoleId, Role> activeByName;
    private final Index<OrchestratorId, RoleId, Role> activeByOrchestrator;
    private final Index<Kind, RoleId, Role> activeByKind;

    Rows(Undo undo) {
      all = new Table<>("role", Role::id, undo);
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
