package dev.hera.verb;

import dev.hera.error.CycleException;
import dev.hera.plan.Graph;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds cycles among edges that are not stored yet. */
final class CycleCheck {
  private CycleCheck() {}

  /** That {@code blocked} waits for {@code blocker}. */
  record Dependency(Role blocked, Role blocker) {
    /** Of their ids alone, because there are many dependencies and a role has many fields. */
    @Override
    public int hashCode() {
      return 31 * blocked.id().hashCode() + blocker.id().hashCode();
    }
  }

  /**
   * Refuses edges that make nodes wait for themselves.
   *
   * @throws CycleException names the nodes along one cycle
   */
  static void check(List<Dependency> edges) {
    Map<RoleId, Integer> indexes = new HashMap<>();
    List<String> names = new ArrayList<>();
    int[] blocked = new int[edges.size()];
    int[] blocker = new int[edges.size()];
    for (int i = 0; i < blocked.length; i++) {
      blocked[i] = index(edges.get(i).blocked(), indexes, names);
      blocker[i] = index(edges.get(i).blocker(), indexes, names);
    }
    int[] cycle = Graph.cycle(names.size(), blocked, blocker);
    if (cycle.length > 0) {
      List<String> path = new ArrayList<>();
      for (int node : cycle) {
        path.add(names.get(node));
      }
      throw new CycleException("edges", path);
    }
  }

  private static int index(Role role, Map<RoleId, Integer> indexes, List<String> names) {
    Integer known = indexes.putIfAbsent(role.id(), names.size());
    if (known != null) {
      return known;
    }
    names.add(role.name());
    return names.size() - 1;
  }
}
