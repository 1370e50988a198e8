package dev.hera.spi;

import dev.hera.plan.Gate;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What the gate keeps of each role; at most one row for a role. */
public interface Gates {
  void insert(Collection<Gate> gates);

  void update(Gate gate);

  Optional<Gate> find(RoleId role);

  /** Those of these roles, in role-id order. */
  List<Gate> list(Collection<RoleId> roles);

  /** All of an orchestrator, in role-id order. */
  List<Gate> list(OrchestratorId orchestrator);
}
