package dev.hera.view;

import dev.hera.role.NodeKind;
import dev.hera.role.RoleId;
import dev.hera.role.Status;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it is now.
 *
 * @param nodes all worker-kind roles that are not archived, in role-id order
 */
public record PlanView(String orchestrator, List<Node> nodes) {

  public PlanView {
    nodes = List.copyOf(nodes);
  }

  /**
   * One node.
   *
   * @param status what it last reported, or null
   * @param taskStatus the status of the task that it last ran as, or null when it never ran
   * @param taskId that task, or null
   * @param branch the branch of that task, or null
   * @param icon what its worker is at, or null while nobody fills the role
   * @param blockers the names of the roles that it waits for, in role-id order
   * @param dependents the names of the roles that wait for it, in role-id order
   * @param attempts how many of its starts failed one after the other
   * @param lastError why its last start failed or is held, or null
   */
  public record Node(
      String name,
      RoleId roleId,
      NodeKind kind,
      ViewState state,
      @Nullable Status status,
      @Nullable TaskStatus taskStatus,
      @Nullable TaskId taskId,
      @Nullable String branch,
      @Nullable RoleIcon icon,
      List<String> blockers,
      List<String> dependents,
      int attempts,
      @Nullable String lastError) {

    public Node {
      blockers = List.copyOf(blockers);
      dependents = List.copyOf(dependents);
    }
  }

  /** How many nodes are in each state, zero counts left out, in the order of W7. */
  public Map<ViewState, Integer> counts() {
    return StateCounts.of(nodes.stream().map(Node::state));
  }

  /**
   * Whether there are nodes, and every one that is not cancelled reports {@code done} (M3). A plan
   * of cancelled nodes only is complete: nothing of it is left to be done.
   */
  public boolean isComplete() {
    return !nodes.isEmpty()
        && nodes.stream()
            .filter(node -> node.state() != ViewState.CANCELLED)
            .allMatch(node -> node.status() == Status.DONE);
  }
}
