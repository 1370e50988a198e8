package dev.hera.imports.argus;

import dev.hera.plan.Edge;
import dev.hera.plan.Graph;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Leaves out the imported edges that no plan of Hera's may have. */
final class ImportEdges {
  private static final Comparator<Edge> IN_ORDER =
      Comparator.comparing(Edge::created).thenComparing(Edge::blocked).thenComparing(Edge::blocker);

  private final Map<RoleId, Role> roles;
  private final ImportNotes notes;

  ImportEdges(Map<RoleId, Role> roles, ImportNotes notes) {
    this.roles = roles;
    this.notes = notes;
  }

  /** The edges that remain, of which the youngest of each cycle is no part. */
  List<Edge> fit(List<Edge> rows) {
    List<Edge> fitted = new ArrayList<>();
    Set<List<RoleId>> pairs = new HashSet<>();
    for (Edge row : rows) {
      boolean again = !pairs.add(List.of(row.blocked(), row.blocker()));
      Optional<String> problem = again ? Optional.of("it is there twice") : problem(row);
      problem.ifPresent(why -> notes.leftOut(name(row), why));
      if (problem.isEmpty()) {
        Role blocked = known(row.blocked());
        fitted.add(new Edge(blocked.orchestrator(), row.blocked(), row.blocker(), row.created()));
      }
    }
    return withoutCycles(fitted);
  }

  private Optional<String> problem(Edge row) {
    Role blocked = roles.get(row.blocked());
    Role blocker = roles.get(row.blocker());
    if (blocked == null || blocker == null) {
      return Optional.of("one of its roles was not taken over");
    }
    if (row.blocked().equals(row.blocker())) {
      return Optional.of("a node cannot wait for itself");
    }
    if (!blocked.orchestrator().equals(blocker.orchestrator())) {
      return Optional.of("its roles are in different orchestrators");
    }
    if (blocker.kind() == RoleKind.COORDINATOR) {
      return Optional.of("a coordinator never reports done, so nothing may wait for it");
    }
    return Optional.empty();
  }

  private List<Edge> withoutCycles(List<Edge> edges) {
    List<Edge> left = new ArrayList<>(edges);
    Map<RoleId, Integer> indexes = new HashMap<>();
    List<RoleId> ends = new ArrayList<>();
    for (Edge edge : edges) {
      for (RoleId end : List.of(edge.blocked(), edge.blocker())) {
        if (indexes.putIfAbsent(end, ends.size()) == null) {
          ends.add(end);
        }
      }
    }
    for (List<Edge> cycle = cycle(left, indexes, ends);
        !cycle.isEmpty();
        cycle = cycle(left, indexes, ends)) {
      Edge youngest = cycle.stream().max(IN_ORDER).orElseThrow();
      left.remove(youngest);
      notes.leftOut(name(youngest), "it closes a cycle, so none of its nodes could ever start");
    }
    return left;
  }

  private static List<Edge> cycle(
      List<Edge> edges, Map<RoleId, Integer> indexes, List<RoleId> ends) {
    int[] cycle =
        Graph.cycle(
            ends.size(),
            edges.stream().mapToInt(edge -> index(indexes, edge.blocked())).toArray(),
            edges.stream().mapToInt(edge -> index(indexes, edge.blocker())).toArray());
    Set<List<RoleId>> pairs = new HashSet<>();
    for (int i = 1; i < cycle.length; i++) {
      pairs.add(List.of(ends.get(cycle[i - 1]), ends.get(cycle[i])));
    }
    return edges.stream()
        .filter(edge -> pairs.contains(List.of(edge.blocked(), edge.blocker())))
        .toList();
  }

  private static int index(Map<RoleId, Integer> indexes, RoleId end) {
    return indexes.getOrDefault(end, -1);
  }

  private Role known(RoleId id) {
    return Optional.ofNullable(roles.get(id)).orElseThrow();
  }

  private String name(Edge edge) {
    return name(edge.blocked()) + " waits for " + name(edge.blocker());
  }

  private String name(RoleId id) {
    Role role = roles.get(id);
    return role == null ? "role " + id.value() : "\"" + role.name() + "\"";
  }
}
