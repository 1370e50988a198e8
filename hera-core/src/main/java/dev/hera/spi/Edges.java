package dev.hera.spi;

import dev.hera.plan.Edge;
import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import java.util.Collection;
import java.util.List;

/** The edges of the plans. A pair (blocked, blocker) is unique. */
public interface Edges {
  /** Inserts edges, whose ends are of one orchestrator; none of their pairs may exist. */
  void insert(Collection<Edge> edges);

  /** Removes the edge of this pair and tells whether there was one. */
  boolean delete(RoleId blocked, RoleId blocker);

  boolean contains(RoleId blocked, RoleId blocker);

  /** The roles that {@code blocked} waits for, in id order. */
  List<RoleId> listBlockers(RoleId blocked);

  /** The roles that wait for {@code blocker}, in id order. */
  List<RoleId> listDependents(RoleId blocker);

  /** All of an orchestrator, ordered by blocked, then by blocker. */
  List<Edge> list(OrchestratorId orchestrator);
}
