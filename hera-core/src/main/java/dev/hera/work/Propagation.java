package dev.hera.work;

import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Gate;
import dev.hera.plan.Hold;
import dev.hera.plan.HoldReason;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.LaunchState;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskStatus;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Carries a change of one role to the nodes that wait for it, in the same transaction (M19, G7,
 * G13): counts, holds and launch requests. Touches a role's own dependents and nothing else.
 */
public final class Propagation {
  private final Changes unit;
  private final Holding holding;
  private final LaunchRequests requests;

  public Propagation(Changes unit, Holding holding, LaunchRequests requests) {
    this.unit = unit;
    this.holding = holding;
    this.requests = requests;
  }

  private record Change(Role role, Gate before, Gate after) {}

  /**
   * Carries the changed facts of these roles. Their own gates are brought up to date first, so that
   * none is taken for what it was when another one's change reaches it.
   */
  void changed(Collection<RoleId> roles) {
    List<Change> changes = unit.facts().roles(roles).stream().map(this::refresh).toList();
    for (Change change : changes) {
      if (change.after().outcome() != change.before().outcome()) {
        outcomeChanged(change.role(), change.before().outcome(), change.after().outcome());
      }
      if (change.after().planned() != change.before().planned()) {
        plannedChanged(unit.facts().gate(change.role().id()));
      }
      requests.refreshPlace(change.role().id());
    }
  }

  private Change refresh(Role role) {
    Gate before = unit.facts().gate(role.id());
    Gate after = before.with(unit.facts().node(role));
    if (!after.equals(before)) {
      unit.tx().gates().update(after);
    }
    return new Change(role, before, after);
  }

  private void outcomeChanged(Role blocker, BlockerOutcome before, BlockerOutcome after) {
    boolean holds = false;
    List<RoleId> dependents = unit.tx().edges().listDependents(blocker.id());
    unit.tx().launches().readAhead(dependents);
    for (Gate gate : unit.tx().gates().list(dependents)) {
      Gate counted = gate.minus(before).plus(after);
      unit.tx().gates().update(counted);
      if (counted.planned() && before == BlockerOutcome.FAILED) {
        holding.closeTold(counted, blocker.id(), HoldReason.BLOCKER_FAILED);
      }
      if (counted.planned() && after == BlockerOutcome.FAILED) {
        holding.openFor(counted.role(), blocker);
        holds = true;
      }
      requests.requestOrWithdraw(counted);
    }
    if (after == BlockerOutcome.FAILED && !holds && isLost(blocker)) {
      holding.tellFailure(blocker);
    }
  }

  /** Whether it is a node of a plan that goes on, whose work nobody accepted. */
  private boolean isLost(Role role) {
    return role.kind() == RoleKind.WORKER
        && role.isActive()
        && unit.facts().orchestrator(role.orchestrator()).isActive()
        && (role.status() == Status.FAILED
            || unit.facts().node(role).taskStatus() != TaskStatus.COMPLETE);
  }

  private void plannedChanged(Gate gate) {
    if (gate.planned()) {
      openMissingHolds(gate);
      returned(gate);
      return;
    }
    if (unit.facts().liveBinding(gate.role()).isPresent()) {
      if (gate.failed() > 0) {
        holding.closeBlockersSilently(gate.role());
      }
    } else {
      holding.closeAllSilently(gate.role());
    }
    requests.requestOrWithdraw(gate);
  }

  /**
   * The node is planned again. After a failed start its next attempt is recorded already, which is
   * withdrawn when it is not ready any more.
   */
  private void returned(Gate gate) {
    boolean failed =
        unit.facts()
            .launch(gate.role())
            .filter(launch -> launch.state() == LaunchState.FAILED)
            .isPresent();
    if (failed && gate.isReady()) {
      unit.reachedGates().put(gate.role(), gate);
    } else {
      requests.requestOrWithdraw(gate);
    }
  }

  private void openMissingHolds(Gate gate) {
    if (gate.failed() == 0) {
      return;
    }
    Set<RoleId> holders =
        unit.tx().holds().listOpen(gate.role()).stream()
            .map(Hold::blocker)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    for (Gate blocker : unit.tx().gates().list(unit.tx().edges().listBlockers(gate.role()))) {
      if (blocker.outcome() == BlockerOutcome.FAILED && !holders.contains(blocker.role())) {
        Role role = unit.facts().role(blocker.role());
        holding.openFor(gate.role(), role);
      }
    }
  }

  /** To be called for a planned node whose gate was stored without its launch or its holds. */
  void neglected(Gate gate) {
    openMissingHolds(gate);
    requests.requestOrWithdraw(gate);
  }

  /** To be called after an edge was stored. */
  public void edgeAdded(RoleId blocked, Role blocker) {
    BlockerOutcome outcome = unit.facts().gate(blocker.id()).outcome();
    Gate counted = unit.facts().gate(blocked).plus(outcome);
    unit.tx().gates().update(counted);
    if (counted.planned() && outcome == BlockerOutcome.FAILED) {
      holding.openFor(blocked, blocker);
    }
    requests.requestOrWithdraw(counted);
  }

  /** To be called after an edge was removed. */
  public void edgeRemoved(RoleId blocked, RoleId blocker) {
    BlockerOutcome outcome = unit.facts().gate(blocker).outcome();
    Gate counted = unit.facts().gate(blocked).minus(outcome);
    unit.tx().gates().update(counted);
    holding.closeSilently(blocked, blocker);
    requests.requestOrWithdraw(counted);
  }

  /**
   * To be called after new roles were stored with their edges: counts their blockers, all of whose
   * gates exist or are among the new ones, and requests the launches of those that are ready. A
   * node for which something is asked of the launcher has a launch, not yet due, from the
   * beginning.
   *
   * @param gates the gates of the new roles, already counted, in id order
   * @param options what is asked of the launcher for each of them
   */
  public void nodesAdded(List<Gate> gates, Map<RoleId, LaunchOptions> options) {
    unit.tx().gates().insert(gates);
    gates.forEach(gate -> unit.reachedGates().put(gate.role(), gate));
    requests.add(gates, options);
    gates.stream().filter(Gate::planned).forEach(this::openMissingHolds);
  }
}
