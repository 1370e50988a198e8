package dev.hera.spi;

import dev.hera.plan.Hold;
import dev.hera.plan.HoldId;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import java.util.List;

/** The holds. Among open ones (node, blocker, reason) is unique, also where blocker is null. */
public interface Holds extends Table<HoldId, Hold> {

  /** Those of a node, only the open ones or the closed ones too, in id order. */
  List<Hold> listOf(RoleId node, boolean openOnly);

  /** The open ones of an orchestrator whose beginning nobody was told of, in id order. */
  List<Hold> listUntold(OrchestratorId orchestrator);
}
