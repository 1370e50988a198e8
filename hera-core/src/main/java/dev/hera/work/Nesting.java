package dev.hera.work;

import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.work.rows.WorkingSet;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which active orchestrators are nested below which. An archived one ends the tree. */
public final class Nesting {
  private final WorkingSet tx;

  public Nesting(WorkingSet tx) {
    this.tx = tx;
  }

  /** An orchestrator and every active one nested below it, the top first. */
  public Map<OrchestratorId, Orchestrator> tree(Orchestrator top) {
    Map<OrchestratorId, Orchestrator> tree = new LinkedHashMap<>();
    Deque<Orchestrator> open = new ArrayDeque<>();
    open.add(top);
    while (!open.isEmpty()) {
      Orchestrator next = open.remove();
      if (tree.putIfAbsent(next.id(), next) == null) {
        tx.orchestrators().listChildren(next.id()).stream()
            .filter(Orchestrator::isActive)
            .forEach(open::add);
      }
    }
    return tree;
  }

  /** Whether an active orchestrator is another one, or nested below it at any depth. */
  public boolean isWithin(Orchestrator orchestrator, OrchestratorId above) {
    Set<OrchestratorId> seen = new HashSet<>();
    @Nullable OrchestratorId next = orchestrator.id();
    while (next != null && seen.add(next)) {
      if (next.equals(above)) {
        return true;
      }
      Optional<Orchestrator> found = tx.orchestrators().find(next).filter(Orchestrator::isActive);
      next = found.map(Orchestrator::parent).orElse(null);
    }
    return false;
  }
}
