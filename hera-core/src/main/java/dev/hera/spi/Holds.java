package dev.hera.spi;

import dev.hera.plan.Hold;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import java.util.List;

/** The holds. Among open ones (node, blocker, reason) is unique, also where blocker is null. */
public interface Holds {
  void insert(Hold hold);

  void update(Hold hold);

  /** The open ones of a node, in id order. */
  List<Hold> listOpen(RoleId node);

  /** All of a node, closed ones too, in id order. */
  List<Hold> list(RoleId node);

  /** The open ones of an orchestrator whose beginning nobody was told of, in id order. */
  List<Hold> listUntold(OrchestratorId orchestrator);
}
