package dev.hera.verb;

import dev.hera.error.CoordinatorBlockerException;
import dev.hera.error.NotFoundException;
import dev.hera.error.SelfEdgeException;
import dev.hera.plan.Plan;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.verb.CycleCheck.Dependency;
import dev.hera.work.UnitOfWork;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The edges of a plan that is submitted: names become roles, and what exists is left out. */
final class PlanEdges {
  private final UnitOfWork unit;
  private final OrchestratorId orchestrator;
  private final Map<String, Role> created;
  private final RoleId firstCreated;

  /**
   * @param created the roles of the plan's nodes by the names that it gives them, in id order
   */
  PlanEdges(UnitOfWork unit, OrchestratorId orchestrator, Map<String, Role> created) {
    this.unit = unit;
    this.orchestrator = orchestrator;
    this.created = created;
    this.firstCreated = created.values().iterator().next().id();
  }

  /** Whether the role is one of the plan's nodes. */
  boolean isNew(Role role) {
    return role.id().compareTo(firstCreated) >= 0;
  }

  Set<Dependency> resolve(Plan plan) {
    Map<String, Role> existing = existingEndpoints(plan);
    Set<Dependency> pairs = new LinkedHashSet<>();
    for (int i = 0; i < plan.edges().size(); i++) {
      Plan.Dependency edge = plan.edges().get(i);
      String path = "edges[" + i + "].";
      if (edge.blocked().equals(edge.blocker())) {
        throw new SelfEdgeException(path + "blocker", edge.blocker());
      }
      Role blocked = endpoint(path + "blocked", edge.blocked(), existing);
      Role blocker = endpoint(path + "blocker", edge.blocker(), existing);
      if (blocker.kind() == RoleKind.COORDINATOR) {
        throw new CoordinatorBlockerException(path + "blocker", edge.blocker());
      }
      pairs.add(new Dependency(blocked, blocker));
    }
    pairs.removeIf(this::isStored);
    return pairs;
  }

  private Map<String, Role> existingEndpoints(Plan plan) {
    Set<String> names = new LinkedHashSet<>();
    for (Plan.Dependency edge : plan.edges()) {
      names.add(edge.blocked());
      names.add(edge.blocker());
    }
    names.removeAll(created.keySet());
    Map<String, Role> existing = new HashMap<>();
    if (!names.isEmpty()) {
      unit.tx()
          .roles()
          .listActive(orchestrator, names)
          .forEach(role -> existing.put(role.name(), role));
    }
    return existing;
  }

  private Role endpoint(String field, String name, Map<String, Role> existing) {
    Role role = created.getOrDefault(name, existing.get(name));
    if (role == null) {
      throw new NotFoundException(
          field, "role", name, "name a node of this plan or an active role");
    }
    return role;
  }

  private boolean isStored(Dependency pair) {
    return !isNew(pair.blocked())
        && !isNew(pair.blocker())
        && unit.tx().edges().contains(pair.blocked().id(), pair.blocker().id());
  }
}
