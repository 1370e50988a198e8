package dev.hera;

import dev.hera.plan.Launch;
import dev.hera.plan.LaunchKey;
import dev.hera.plan.LaunchOrigin;
import dev.hera.role.Binding;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Required;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.verb.PlanReader;
import dev.hera.view.OrchestratorSummary;
import dev.hera.work.Facts;
import dev.hera.work.UnitsOfWork;
import dev.hera.work.rows.WorkingSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the operator of a store sees of it across all orchestrators. Changes nothing. */
public final class Overview {
  private final UnitsOfWork units;

  Overview(UnitsOfWork units) {
    this.units = units;
  }

  /** The active orchestrators, in the order in which they were opened. */
  public List<OrchestratorSummary> orchestrators() {
    return units.read(
        unit ->
            unit.tx().orchestrators().listActive().stream()
                .map(own -> summary(unit.tx(), own))
                .toList());
  }

  /** Where these launches belong, in the order of the keys; unknown ones are left out. */
  public List<LaunchOrigin> origins(Collection<LaunchKey> keys) {
    Required.given("keys", keys);
    return units.read(
        unit ->
            keys.stream()
                .flatMap(key -> unit.tx().launches().find(key).stream())
                .map(launch -> origin(unit.tx(), launch))
                .toList());
  }

  private static OrchestratorSummary summary(WorkingSet tx, Orchestrator own) {
    Facts facts = new Facts(tx);
    return new OrchestratorSummary(
        own.name(),
        parent(tx, own).map(Orchestrator::name).orElse(null),
        facts
            .coordinator(own.id())
            .filter(role -> facts.liveBinding(role.id()).isPresent())
            .map(Role::name)
            .orElse(null),
        own.created(),
        new PlanReader(tx, own).view());
  }

  private static Optional<Orchestrator> parent(WorkingSet tx, Orchestrator own) {
    return Optional.ofNullable(own.parent()).flatMap(tx.orchestrators()::find);
  }

  private static LaunchOrigin origin(WorkingSet tx, Launch launch) {
    Orchestrator orchestrator = new Facts(tx).orchestrator(launch.orchestrator());
    return new LaunchOrigin(
        launch.key(),
        orchestrator.name(),
        new Facts(tx).role(launch.role()).name(),
        !orchestrator.isActive() && !isAtWorkElsewhere(tx, launch.role()),
        bases(tx, orchestrator));
  }

  /** A worker may have moved, or have taken part in a second orchestrator, which goes on. */
  private static boolean isAtWorkElsewhere(WorkingSet tx, RoleId role) {
    return tx.bindings().listOf(role).stream()
        .map(Binding::task)
        .distinct()
        .flatMap(task -> tx.bindings().listOf(task).stream())
        .anyMatch(Binding::isLive);
  }

  private static Set<String> bases(WorkingSet tx, Orchestrator orchestrator) {
    Set<String> bases = new LinkedHashSet<>();
    Set<OrchestratorId> seen = new LinkedHashSet<>();
    Optional<Orchestrator> next = Optional.of(orchestrator);
    while (next.isPresent() && seen.add(next.get().id())) {
      Orchestrator own = next.get();
      Stream.ofNullable(own.baseBranch()).forEach(bases::add);
      coordinatorBranches(tx, own).forEach(bases::add);
      next = parent(tx, own);
    }
    return bases;
  }

  private static Stream<String> coordinatorBranches(WorkingSet tx, Orchestrator own) {
    Set<RoleId> coordinators = new LinkedHashSet<>();
    tx.roles().listActive(own.id(), RoleKind.COORDINATOR).forEach(r -> coordinators.add(r.id()));
    return tx.bindings().list(own.id()).stream()
        .filter(binding -> coordinators.contains(binding.role()))
        .flatMap(binding -> tx.tasks().find(binding.task()).stream())
        .map(Task::branch)
        .flatMap(Stream::ofNullable);
  }
}
