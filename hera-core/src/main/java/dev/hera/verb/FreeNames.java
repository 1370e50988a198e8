package dev.hera.verb;

import dev.hera.role.Names;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.work.UnitOfWork;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds names for new roles that no active role of the orchestrator has (V9). */
public final class FreeNames {
  private final UnitOfWork unit;
  private final OrchestratorId orchestrator;

  public FreeNames(UnitOfWork unit, OrchestratorId orchestrator) {
    this.unit = unit;
    this.orchestrator = orchestrator;
  }

  /** The name itself if it is free, else the first free one with a number. */
  public String first(String wanted) {
    return isTaken(wanted) ? numbered(wanted, Set.of()) : wanted;
  }

  /**
   * Requested name to free name: those that are free keep theirs, then the others get a number.
   *
   * @param requested names that differ
   */
  Map<String, String> choose(Collection<String> requested) {
    Set<String> taken =
        unit.tx().roles().listActive(orchestrator, requested).stream()
            .map(Role::name)
            .collect(Collectors.toSet());
    Set<String> used = new HashSet<>(taken);
    used.addAll(requested);
    Map<String, String> names = new HashMap<>();
    for (String name : requested) {
      String free = taken.contains(name) ? numbered(name, used) : name;
      used.add(free);
      names.put(name, free);
    }
    return names;
  }

  private String numbered(String name, Set<String> used) {
    int n = 2;
    while (used.contains(Names.numbered(name, n)) || isTaken(Names.numbered(name, n))) {
      n++;
    }
    return Names.numbered(name, n);
  }

  private boolean isTaken(String name) {
    return unit.tx().roles().findActive(orchestrator, name).isPresent();
  }
}
