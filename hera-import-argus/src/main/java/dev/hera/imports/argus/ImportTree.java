package dev.hera.imports.argus;

import dev.hera.role.Binding;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.TaskId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds where imported orchestrators nest: where the task of their last coordinator worked for
 * somebody else, the live place before ended ones.
 */
final class ImportTree {
  private static final Comparator<Binding> LATER =
      Comparator.comparing(Binding::isLive).thenComparing(Binding::id);

  private final Map<OrchestratorId, TaskId> leaders = new HashMap<>();
  private final Map<TaskId, List<Binding>> worked;
  private final Map<OrchestratorId, OrchestratorId> parents = new HashMap<>();

  ImportTree(Map<RoleId, Role> roles, List<Binding> bindings) {
    this.worked =
        bindings.stream()
            .filter(row -> kind(roles, row) != RoleKind.COORDINATOR)
            .sorted(LATER)
            .collect(Collectors.groupingBy(Binding::task));
    bindings.stream()
        .filter(row -> kind(roles, row) == RoleKind.COORDINATOR)
        .sorted(LATER)
        .forEach(row -> leaders.put(row.orchestrator(), row.task()));
  }

  private static RoleKind kind(Map<RoleId, Role> roles, Binding row) {
    return Objects.requireNonNull(roles.get(row.role())).kind();
  }

  List<Orchestrator> withParents(List<Orchestrator> rows) {
    return rows.stream().map(row -> row.withParent(parent(row.id()))).toList();
  }

  private @Nullable OrchestratorId parent(OrchestratorId id) {
    TaskId leader = leaders.get(id);
    List<Binding> places = leader == null ? List.of() : worked.getOrDefault(leader, List.of());
    OrchestratorId parent = null;
    for (Binding place : places) {
      if (!isBelow(place.orchestrator(), id)) {
        parent = place.orchestrator();
      }
    }
    if (parent != null) {
      parents.put(id, parent);
    }
    return parent;
  }

  /** Whether {@code id} is {@code top} or nests somewhere below it. */
  private boolean isBelow(@Nullable OrchestratorId id, OrchestratorId top) {
    OrchestratorId at = id;
    while (at != null && !at.equals(top)) {
      at = parents.get(at);
    }
    return at != null;
  }
}
