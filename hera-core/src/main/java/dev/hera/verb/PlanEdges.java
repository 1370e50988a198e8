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
import java.util.List;
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
      if (edge.blocked().equals(edge.blocker())) {
        throw new SelfEdgeException(field(i, "blocker"), edge.blocker());
      }
      Role blocked = endpoint(i, "blocked", edge.blocked(), existing);
      Role blocker = endpoint(i, "blocker", edge.blocker(), existing);
      if (blocker.kind() == RoleKind.COORDINATOR) {
        throw new CoordinatorBlockerException(field(i, "blocker"), edge.blocker());
      }
      pairs.add(new Dependency(blocked, blocker));
    }
    pairs.removeIf(this::isStored);
    return pairs;
  }

  private Map<String, Role> existingEndpoints(Plan plan) {
    Set<String> names = new LinkedHashSet<>();
    for (Plan.Dependency edge : plan.edges()) {
      for (String name : List.of(edge.blocked(), edge.blocker())) {
        if (!created.containsKey(name)) {
          names.add(name);
        }
      }
    }
    Map<String, Role> existing = new HashMap<>();
    if (!names.isEmpty()) {
      unit.tx()
          .roles()
          .listActive(orchestrator, names)
          .forEach(role -> existing.put(role.name(), role));
    }
    return existing;
  }

  private static String field(int edge, String end) {
    return "edges[" + edge + "]." + end;
  }

  private Role endpoint(int edge, String end, String name, Map<String, Role> existing) {
    Role role = created.get(name);
    if (role == null) {
      role = existing.get(name);
    }
    if (role == null) {
      throw new NotFoundException(
          field(edge, end), "role", name, "name a node of this plan or an active role");
    }
    return role;
  }

  private boolean isStored(Dependency pair) {
    return !isNew(pair.blocked())
        && !isNew(pair.blocker())
        && unit.tx().edges().contains(pair.blocked().id(), pair.blocker().id());
  }
}
