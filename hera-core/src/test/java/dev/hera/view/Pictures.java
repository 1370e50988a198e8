package dev.hera.view;

import dev.hera.role.NodeKind;
import dev.hera.role.RoleId;
import java.util.ArrayList;
import java.util.List;

/** Plans to draw: their nodes get the role ids 1, 2, … in the order given. */
final class Pictures {
  private final List<PlanView.Node> nodes = new ArrayList<>();

  Pictures node(String name, ViewState state, String... blockers) {
    nodes.add(
        new PlanView.Node(
            name,
            new RoleId(nodes.size() + 1),
            NodeKind.WORKER,
            state,
            null,
            null,
            null,
            null,
            List.of(blockers),
            List.of(),
            0,
            null));
    return this;
  }

  PlanView of(String orchestrator) {
    return new PlanView(orchestrator, nodes);
  }
}
