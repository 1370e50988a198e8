package dev.hera.view.projection;

import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Edge;
import dev.hera.plan.Gate;
import dev.hera.plan.NodeFacts;
import dev.hera.role.Binding;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts the gates of all roles from what the events tell of them. */
record ToldGates(Orchestrator orchestrator, Map<RoleId, List<Binding>> bindings, ToldTasks tasks) {

  /**
   * The gates by role. A blocker that is not told of yet, in the middle of a transaction, has not
   * started.
   */
  Map<RoleId, Gate> count(Collection<Role> roles, Collection<Edge> edges) {
    Map<RoleId, Gate> gates = new HashMap<>();
    for (Role role : roles) {
      gates.put(role.id(), Gate.of(role.id(), orchestrator.id(), facts(role)));
    }
    Map<RoleId, BlockerOutcome> outcomes =
        gates.values().stream().collect(Collectors.toMap(Gate::role, Gate::outcome));
    for (Edge edge : edges) {
      BlockerOutcome outcome = outcomes.getOrDefault(edge.blocker(), BlockerOutcome.WORKING);
      gates.computeIfPresent(edge.blocked(), (id, gate) -> gate.plus(outcome));
    }
    return gates;
  }

  private NodeFacts facts(Role role) {
    List<Binding> own = bindings.getOrDefault(role.id(), List.of());
    return NodeFacts.of(
        role,
        orchestrator.isActive(),
        own,
        own.stream()
            .filter(Binding::isLive)
            .findFirst()
            .map(live -> tasks.get(live.task()))
            .orElse(null));
  }
}
