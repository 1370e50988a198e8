package dev.hera.spi;

import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import java.util.List;

/** The roles. Names are unique among those of one orchestrator that are not archived (M6). */
public interface Roles extends Table<RoleId, Role> {

  /** Those of an orchestrator that are not archived and that the filter admits, in id order. */
  List<Role> listActive(OrchestratorId orchestrator, RoleFilter filter);
}
