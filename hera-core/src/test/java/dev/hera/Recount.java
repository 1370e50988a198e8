package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Edge;
import dev.hera.plan.Gate;
import dev.hera.plan.Hold;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchState;
import dev.hera.plan.NodeFacts;
import dev.hera.plan.OutcomeRule;
import dev.hera.plan.PlaceLimits;
import dev.hera.role.Binding;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Transaction;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts again, from the facts alone, everything that Hera keeps of a plan, and compares. */
final class Recount {
  private final Transaction tx;
  private final Orchestrator orchestrator;
  private final String when;

  private Recount(Transaction tx, Orchestrator orchestrator, String when) {
    this.tx = tx;
    this.orchestrator = orchestrator;
    this.when = when;
  }

  /** Checks all gates, launches, places and holds of an orchestrator. */
  static void check(Transaction tx, Orchestrator orchestrator, String when) {
    Recount recount = new Recount(tx, orchestrator, when);
    List<Gate> gates = tx.gates().list(orchestrator.id());
    assertThat(gates.stream().map(Gate::role).toList())
        .as(when)
        .containsAll(
            tx.roles().listActive(orchestrator.id(), RoleFilter.ALL).stream()
                .map(Role::id)
                .toList());
    gates.forEach(recount::check);
  }

  private void check(Gate gate) {
    Role role = tx.roles().find(gate.role()).orElseThrow();
    String what = when + ", " + role.name();
    assertThat(gate).as(what).isEqualTo(counted(role));
    List<Binding> bindings = tx.bindings().listOfRoles(Set.of(role.id()));
    assertThat(bindings.stream().filter(Binding::isLive).count()).as(what).isLessThan(2);
    Launch launch = tx.launches().listOf(Set.of(role.id())).stream().findFirst().orElse(null);
    checkRequest(gate, launch, what);
    if (launch != null) {
      checkPlace(launch, what);
    }
    checkHolds(gate, what);
  }

  private Gate counted(Role role) {
    int working = 0;
    int failed = 0;
    for (Edge edge : tx.edges().listBlockers(Set.of(role.id()))) {
      BlockerOutcome outcome = outcome(edge.blocker());
      working += outcome == BlockerOutcome.WORKING ? 1 : 0;
      failed += outcome == BlockerOutcome.FAILED ? 1 : 0;
    }
    return new Gate(
        role.id(), orchestrator.id(), facts(role).isPlanned(), outcome(role.id()), working, failed);
  }

  private BlockerOutcome outcome(RoleId id) {
    return OutcomeRule.of(facts(tx.roles().find(id).orElseThrow())).outcome();
  }

  private NodeFacts facts(Role role) {
    List<Binding> bindings = tx.bindings().listOfRoles(Set.of(role.id()));
    Task task =
        bindings.stream()
            .filter(Binding::isLive)
            .findFirst()
            .flatMap(binding -> tx.tasks().find(binding.task()))
            .orElse(null);
    boolean active = tx.orchestrators().find(role.orchestrator()).orElseThrow().isActive();
    return NodeFacts.of(role, active, bindings, task);
  }

  /** Every ready node is due, being started, or held with a reason; no other one is due. */
  private static void checkRequest(Gate gate, @Nullable Launch launch, String what) {
    if (gate.isReady()) {
      assertThat(launch).as(what).isNotNull();
      assertThat(launch.due() != null || launch.heldReason() != null || launch.isGivenUpForNow())
          .as(what)
          .isTrue();
    } else if (launch != null
        && launch.owner() == null
        && (launch.state() == LaunchState.REQUESTED || launch.state() == LaunchState.FAILED)) {
      assertThat(launch.due()).as(what).isNull();
    }
  }

  private void checkPlace(Launch launch, String what) {
    Task task = launch.task() == null ? null : tx.tasks().find(launch.task()).orElseThrow();
    List<Binding> all =
        launch.task() == null ? List.of() : tx.bindings().listOfTasks(Set.of(launch.task()));
    boolean own = all.stream().anyMatch(one -> one.isLive() && one.id().equals(launch.binding()));
    boolean wentOn =
        all.stream().anyMatch(one -> one.id().equals(launch.binding()) && one.wentOn())
            && all.stream().anyMatch(Binding::isLive);
    assertThat(launch.occupiesPlace())
        .as(what)
        .isEqualTo(PlaceLimits.counts(launch, task, own || wentOn));
  }

  /** Exactly one open episode for each failed blocker of a planned node. */
  private void checkHolds(Gate gate, String what) {
    List<RoleId> held =
        tx.holds().listOf(gate.role(), true).stream()
            .filter(hold -> hold.reason() == HoldReason.BLOCKER_FAILED)
            .map(Hold::blocker)
            .toList();
    Set<RoleId> failed =
        tx.edges().listBlockers(Set.of(gate.role())).stream()
            .map(Edge::blocker)
            .filter(blocker -> outcome(blocker) == BlockerOutcome.FAILED)
            .collect(Collectors.toSet());
    assertThat(held)
        .as(what)
        .containsExactlyInAnyOrderElementsOf(gate.planned() ? failed : Set.of());
  }
}
