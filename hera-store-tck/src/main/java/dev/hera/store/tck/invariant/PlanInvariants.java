package dev.hera.store.tck.invariant;

import dev.hera.plan.Edge;
import dev.hera.plan.Gate;
import dev.hera.plan.Graph;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The plan is acyclic, and what the gate keeps equals a recount. */
final class PlanInvariants {
  private final Contents contents;
  private final Outcomes outcomes;
  private final List<String> found;

  PlanInvariants(Contents contents, Outcomes outcomes, List<String> found) {
    this.contents = contents;
    this.outcomes = outcomes;
    this.found = found;
  }

  void check() {
    checkEdges();
    checkCycle();
    checkGates();
  }

  private void checkEdges() {
    Set<List<RoleId>> pairs = new HashSet<>();
    for (Edge edge : contents.edges) {
      if (!pairs.add(List.of(edge.blocked(), edge.blocker()))) {
        found.add(name(edge) + " is there twice");
      }
      checkEnd(edge, edge.blocked());
      checkEnd(edge, edge.blocker());
    }
  }

  private void checkEnd(Edge edge, RoleId end) {
    Role role = contents.roles.get(end);
    if (role == null) {
      found.add(name(edge) + " has an end that does not exist");
    } else if (!role.orchestrator().equals(edge.orchestrator())) {
      found.add(name(edge) + " has an end in another orchestrator");
    }
  }

  private void checkCycle() {
    Map<RoleId, Integer> indexes = new HashMap<>();
    List<RoleId> ends =
        contents.edges.stream()
            .flatMap(edge -> List.of(edge.blocked(), edge.blocker()).stream())
            .distinct()
            .toList();
    ends.forEach(end -> indexes.put(end, indexes.size()));
    int[] cycle =
        Graph.cycle(
            ends.size(),
            contents.edges.stream().mapToInt(edge -> indexes.get(edge.blocked())).toArray(),
            contents.edges.stream().mapToInt(edge -> indexes.get(edge.blocker())).toArray());
    if (cycle.length > 0) {
      found.add(
          Arrays.stream(cycle)
              .mapToObj(index -> contents.name(ends.get(index)))
              .collect(Collectors.joining(" waits for ", "the plan has a cycle: ", "")));
    }
  }

  private void checkGates() {
    Map<RoleId, Gate> recount = outcomes.recount();
    for (Role role : contents.roles.values()) {
      Gate gate = contents.gates.get(role.id());
      if (gate == null) {
        found.add(contents.name(role.id()) + " has no gate");
      } else {
        compare(gate, recount.get(role.id()));
      }
    }
  }

  private void compare(Gate kept, @Nullable Gate counted) {
    if (!kept.equals(counted)) {
      found.add(
          "the gate of " + contents.name(kept.role()) + " is " + kept + ", a recount " + counted);
    }
  }

  private String name(Edge edge) {
    return "the edge from "
        + contents.name(edge.blocked())
        + " to its blocker "
        + contents.name(edge.blocker());
  }
}
