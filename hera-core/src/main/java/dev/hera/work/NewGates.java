package dev.hera.work;

import dev.hera.plan.Gate;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The gates of nodes that are planned together, counted before they are stored. */
public final class NewGates {
  private final UnitOfWork unit;

  public NewGates(UnitOfWork unit) {
    this.unit = unit;
  }

  /**
   * The gate of each new node, in their order.
   *
   * @param nodes at least one, of one orchestrator
   * @param blockers of the nodes that have some, new ones or such that have a gate
   */
  public List<Gate> count(Collection<Role> nodes, Map<RoleId, List<RoleId>> blockers) {
    Role first = nodes.iterator().next();
    Gate fresh = Gate.of(first.id(), first.orchestrator(), unit.facts().node(first));
    Map<RoleId, Gate> gates = new LinkedHashMap<>();
    nodes.forEach(role -> gates.put(role.id(), fresh.forRole(role.id())));
    Map<RoleId, Gate> old = oldGates(blockers, gates.keySet());
    return gates.values().stream()
        .map(gate -> counted(gate, blockers.getOrDefault(gate.role(), List.of()), gates, old))
        .toList();
  }

  private static Gate counted(
      Gate gate, List<RoleId> blockers, Map<RoleId, Gate> fresh, Map<RoleId, Gate> old) {
    Gate counted = gate;
    for (RoleId blocker : blockers) {
      Gate its = fresh.containsKey(blocker) ? fresh.get(blocker) : old.get(blocker);
      counted = counted.plus(Objects.requireNonNull(its).outcome());
    }
    return counted;
  }

  private Map<RoleId, Gate> oldGates(Map<RoleId, List<RoleId>> blockers, Set<RoleId> fresh) {
    Set<RoleId> ids = new LinkedHashSet<>();
    blockers.values().forEach(ids::addAll);
    ids.removeAll(fresh);
    return unit.tx().gates().list(ids).stream().collect(Collectors.toMap(Gate::role, gate -> gate));
  }
}
