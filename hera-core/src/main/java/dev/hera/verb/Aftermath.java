package dev.hera.verb;

import dev.hera.plan.Gate;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.work.UnitOfWork;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What followed from a change of a plan, among the nodes of one orchestrator: which became ready
 * and which are held, by name and in role-id order.
 */
record Aftermath(List<String> released, List<String> held) {

  /**
   * What followed from everything that the unit of work did so far.
   *
   * @param fresh roles that the unit of work itself added, which are read no more
   */
  static Aftermath of(UnitOfWork unit, OrchestratorId orchestrator, Collection<Role> fresh) {
    unit.settle();
    Map<RoleId, Role> known = new HashMap<>();
    fresh.forEach(role -> known.put(role.id(), role));
    List<RoleId> held =
        unit.reachedGates().values().stream()
            .filter(gate -> isHeld(unit, gate, known.containsKey(gate.role())))
            .map(Gate::role)
            .toList();
    return new Aftermath(
        names(unit, orchestrator, unit.released(), known), names(unit, orchestrator, held, known));
  }

  static Aftermath of(UnitOfWork unit, OrchestratorId orchestrator) {
    return of(unit, orchestrator, List.of());
  }

  /** What followed for a node, also when nothing changed, and for others of its orchestrator. */
  static Aftermath of(UnitOfWork unit, Role node) {
    unit.settle();
    unit.reachedGates().putIfAbsent(node.id(), unit.facts().gate(node.id()));
    return of(unit, node.orchestrator());
  }

  private static boolean isHeld(UnitOfWork unit, Gate gate, boolean fresh) {
    if (!gate.planned()) {
      return false;
    }
    return gate.failed() > 0
        || (!fresh
            && unit.facts()
                .launch(gate.role())
                .filter(launch -> launch.heldReason() != null)
                .isPresent());
  }

  private static List<String> names(
      UnitOfWork unit,
      OrchestratorId orchestrator,
      Collection<RoleId> ids,
      Map<RoleId, Role> known) {
    Stream<Role> roles =
        ids.stream()
            .sorted()
            .map(id -> known.containsKey(id) ? known.get(id) : unit.facts().role(id));
    return List.copyOf(
        roles.filter(role -> role.orchestrator().equals(orchestrator)).map(Role::name).toList());
  }
}
