package dev.hera.spi;

import dev.hera.plan.Gate;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import java.util.List;

/** What the gate keeps of each role; at most one row for a role, of its orchestrator. */
public interface Gates extends Table<RoleId, Gate> {

  /** All of an orchestrator, in role-id order. */
  List<Gate> list(OrchestratorId orchestrator);
}
