package dev.hera.result;

import dev.hera.plan.NodeState;
import dev.hera.role.RoleId;
import java.util.List;

/**
 * A submitted plan, as {@code Coordinator.submit} tells it.
 *
 * @param nodes the nodes in the order of the plan
 * @param edgesCreated how many edges are new
 * @param released the nodes that became ready by it, in role-id order
 * @param held the nodes that are held because a blocker had failed before
 */
public record Submitted(
    String orchestrator,
    List<Node> nodes,
    int edgesCreated,
    List<String> released,
    List<String> held) {

  /** One node: the name that was asked for, and the one that it got (V9). */
  public record Node(String requestedName, String name, RoleId roleId, NodeState state) {}
}
