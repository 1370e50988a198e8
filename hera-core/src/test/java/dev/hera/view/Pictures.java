package dev.hera.view;

import dev.hera.role.NodeKind;
import dev.hera.role.RoleId;
import dev.hera.role.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans to draw: their nodes get the role ids 1, 2, … in the order given. */
final class Pictures {
  private final List<PlanView.Node> nodes = new ArrayList<>();

  Pictures node(String name, ViewState state, String... blockers) {
    return add(NodeKind.WORKER, name, state, reported(state), 0, null, blockers);
  }

  Pictures subcoord(String name, ViewState state, String... blockers) {
    return add(NodeKind.SUBCOORD, name, state, reported(state), 0, null, blockers);
  }

  /** A node with an error of its launch. */
  Pictures failing(String name, ViewState state, int attempts, String error, String... blockers) {
    return add(NodeKind.WORKER, name, state, null, attempts, error, blockers);
  }

  /** A node whose worker reported {@code blocked}. */
  Pictures asking(String name, String... blockers) {
    return add(NodeKind.WORKER, name, ViewState.WORKING, Status.BLOCKED, 0, null, blockers);
  }

  /** What its worker last reported, most probably. */
  private static @Nullable Status reported(ViewState state) {
    return switch (state) {
      case DONE, IN_REVIEW -> Status.DONE;
      case WORKING -> Status.WORKING;
      case FAILED -> Status.FAILED;
      case CANCELLED, HELD, PENDING, PLANNED, READY -> null;
    };
  }

  private Pictures add(
      NodeKind kind,
      String name,
      ViewState state,
      @Nullable Status status,
      int attempts,
      @Nullable String error,
      String... blockers) {
    nodes.add(
        new PlanView.Node(
            name,
            new RoleId(nodes.size() + 1),
            kind,
            state,
            status,
            null,
            null,
            null,
            null,
            List.of(blockers),
            List.of(),
            attempts,
            error));
    return this;
  }

  PlanView of(String orchestrator) {
    Map<String, List<String>> dependents = new HashMap<>();
    for (PlanView.Node node : nodes) {
      new HashSet<>(node.blockers())
          .forEach(
              blocker ->
                  dependents.computeIfAbsent(blocker, none -> new ArrayList<>()).add(node.name()));
    }
    return new PlanView(
        orchestrator,
        nodes.stream()
            .map(node -> with(node, dependents.getOrDefault(node.name(), List.of())))
            .toList());
  }

  private static PlanView.Node with(PlanView.Node node, List<String> dependents) {
    return new PlanView.Node(
        node.name(),
        node.roleId(),
        node.kind(),
        node.state(),
        node.status(),
        node.taskStatus(),
        node.taskId(),
        node.branch(),
        node.icon(),
        node.blockers(),
        dependents,
        node.attempts(),
        node.lastError());
  }
}
