package dev.hera.store.tck.invariant;

import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Edge;
import dev.hera.plan.Gate;
import dev.hera.plan.NodeFacts;
import dev.hera.plan.OutcomeRule;
import dev.hera.role.Binding;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What each role means for its dependents, computed anew from the facts. */
final class Outcomes {
  private final Contents contents;
  private final Map<RoleId, NodeFacts> facts = new HashMap<>();

  Outcomes(Contents contents) {
    this.contents = contents;
    contents.roles.forEach((id, role) -> facts.put(id, factsOf(role)));
  }

  private NodeFacts factsOf(Role role) {
    List<Binding> bindings = contents.bindingsOf(role.id());
    Task task =
        bindings.stream()
            .filter(Binding::isLive)
            .findFirst()
            .map(live -> contents.tasks.get(live.task()))
            .orElse(null);
    return NodeFacts.of(role, contents.isActive(role.orchestrator()), bindings, task);
  }

  /** Whether the role is in the planned set (G4). */
  boolean isPlanned(RoleId role) {
    NodeFacts known = facts.get(role);
    return known != null && known.isPlanned();
  }

  /** Whether the role exists and its outcome is {@code failed} (G1). */
  boolean isFailed(RoleId role) {
    NodeFacts known = facts.get(role);
    return known != null && OutcomeRule.of(known).outcome() == BlockerOutcome.FAILED;
  }

  /** The gates as they must be. */
  Map<RoleId, Gate> recount() {
    Map<RoleId, Gate> gates = new HashMap<>();
    for (Role role : contents.roles.values()) {
      NodeFacts known = Objects.requireNonNull(facts.get(role.id()));
      gates.put(role.id(), Gate.of(role.id(), role.orchestrator(), known));
    }
    for (Edge edge : contents.edges) {
      Gate blocker = gates.get(edge.blocker());
      if (blocker != null) {
        gates.computeIfPresent(edge.blocked(), (id, gate) -> gate.plus(blocker.outcome()));
      }
    }
    return gates;
  }
}
