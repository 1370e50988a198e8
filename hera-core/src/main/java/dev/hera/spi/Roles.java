package dev.hera.spi;

import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The roles. Names are unique among those of one orchestrator that are not archived (M6). */
public interface Roles {
  void insert(Collection<Role> roles);

  void update(Role role);

  Optional<Role> find(RoleId id);

  Optional<Role> findActive(OrchestratorId orchestrator, String name);

  /** Those of an orchestrator that are not archived, in id order. */
  List<Role> listActive(OrchestratorId orchestrator);

  /** Those of an orchestrator that are not archived and of this kind, in id order. */
  List<Role> listActive(OrchestratorId orchestrator, RoleKind kind);

  /** Those of an orchestrator that are not archived and have one of these names, in id order. */
  List<Role> listActive(OrchestratorId orchestrator, Collection<String> names);
}
