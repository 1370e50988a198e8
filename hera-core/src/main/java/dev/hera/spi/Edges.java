package dev.hera.spi;

import dev.hera.plan.Edge;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import java.util.Collection;
import java.util.List;

/**
 * The edges of the plans, by their pair of blocked and blocker; both are roles of the edge's
 * orchestrator.
 */
public interface Edges extends Table<Edge.Key, Edge> {

  /** Removes the edge of this pair and tells whether there was one. */
  boolean delete(Edge.Key key);

  /** Those in which one of these roles is blocked, ordered by blocked, then by blocker. */
  List<Edge> listBlockers(Collection<RoleId> blocked);

  /** Those in which one of these roles is the blocker, ordered by blocker, then by blocked. */
  List<Edge> listDependents(Collection<RoleId> blockers);

  /** All of an orchestrator, ordered by blocked, then by blocker. */
  List<Edge> list(OrchestratorId orchestrator);
}
