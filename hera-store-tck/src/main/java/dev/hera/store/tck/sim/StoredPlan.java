package dev.hera.store.tck.sim;

import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.NodeFacts;
import dev.hera.plan.OutcomeRule;
import dev.hera.role.Binding;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.Task;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Transaction;
import java.util.List;
import java.util.Optional;

/** What a transaction tells of the nodes of the simulated plan. */
final class StoredPlan {
  private StoredPlan() {}

  static BlockerOutcome outcome(Transaction tx, Role role) {
    return OutcomeRule.of(facts(tx, role)).outcome();
  }

  static NodeFacts facts(Transaction tx, Role role) {
    List<Binding> bindings = tx.bindings().listOfRoles(List.of(role.id()));
    Task task =
        bindings.stream()
            .filter(Binding::isLive)
            .findFirst()
            .flatMap(live -> tx.tasks().find(live.task()))
            .orElse(null);
    return NodeFacts.of(role, true, bindings, task);
  }

  static Optional<Role> findRole(Transaction tx, String name) {
    return tx.orchestrators()
        .findActive(World.PLACE)
        .map(Orchestrator::id)
        .flatMap(
            place ->
                tx.roles().listActive(place, RoleFilter.named(List.of(name))).stream().findFirst());
  }
}
