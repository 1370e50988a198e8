package dev.hera;

import dev.hera.history.EventKind;
import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Gate;
import dev.hera.plan.Hold;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.LaunchState;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import dev.hera.spi.IdKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries a change of one role to the nodes that wait for it, in the same transaction (M19, G7,
 * G13): counts, holds and launch requests. Touches a role's own dependents and nothing else.
 */
final class Propagation {
  private final Changes step;
  private final Episodes episodes;

  Propagation(Changes step, Episodes episodes) {
    this.step = step;
    this.episodes = episodes;
  }

  private record Change(Role role, Gate before, Gate after) {}

  /**
   * Carries the changed facts of these roles. Their own gates are brought up to date first, so that
   * none is taken for what it was when another one's change reaches it.
   */
  void changed(Collection<RoleId> roles) {
    List<Change> changes = step.facts().roles(roles).stream().map(this::refresh).toList();
    for (Change change : changes) {
      if (change.after().outcome() != change.before().outcome()) {
        outcomeChanged(change.role(), change.before().outcome(), change.after().outcome());
      }
      if (change.after().planned() != change.before().planned()) {
        plannedChanged(step.facts().gate(change.role().id()));
      }
      refreshPlace(change.role().id());
    }
  }

  private Change refresh(Role role) {
    Gate before = step.facts().gate(role.id());
    Gate after = before.with(step.facts().node(role));
    if (!after.equals(before)) {
      step.tx().gates().update(after);
    }
    return new Change(role, before, after);
  }

  private void outcomeChanged(Role blocker, BlockerOutcome before, BlockerOutcome after) {
    boolean holds = false;
    List<RoleId> dependents = step.tx().edges().listDependents(blocker.id());
    for (Gate gate : step.tx().gates().list(dependents)) {
      Gate counted = gate.minus(before).plus(after);
      step.tx().gates().update(counted);
      if (counted.planned() && before == BlockerOutcome.FAILED) {
        episodes.closeTold(counted, blocker.id(), HoldReason.BLOCKER_FAILED);
      }
      if (counted.planned() && after == BlockerOutcome.FAILED) {
        episodes.openFor(counted.role(), blocker);
        holds = true;
      }
      settle(counted);
    }
    if (after == BlockerOutcome.FAILED && !holds && isLost(blocker)) {
      episodes.tellFailure(blocker);
    }
  }

  /** Whether it is a node of a plan that goes on, whose work nobody accepted. */
  private boolean isLost(Role role) {
    return role.kind() == RoleKind.WORKER
        && role.isActive()
        && step.facts().orchestrator(role.orchestrator()).isActive()
        && (role.status() == Status.FAILED
            || step.facts().node(role).taskStatus() != TaskStatus.COMPLETE);
  }

  private void plannedChanged(Gate gate) {
    if (gate.planned()) {
      openMissingHolds(gate);
      returned(gate);
      return;
    }
    if (step.facts().liveBinding(gate.role()).isPresent()) {
      episodes.closeBlockersSilently(gate.role());
    } else {
      episodes.closeAllSilently(gate.role());
    }
    settle(gate);
  }

  /** A node whose start failed has its next attempt, if there is one, already. */
  private void returned(Gate gate) {
    boolean failed =
        step.facts()
            .launch(gate.role())
            .filter(launch -> launch.state() == LaunchState.FAILED)
            .isPresent();
    if (failed) {
      step.touched().put(gate.role(), gate);
    } else {
      settle(gate);
    }
  }

  private void openMissingHolds(Gate gate) {
    if (gate.failed() == 0) {
      return;
    }
    Set<RoleId> holders =
        step.tx().holds().listOpen(gate.role()).stream()
            .map(Hold::blocker)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    for (Gate blocker : step.tx().gates().list(step.tx().edges().listBlockers(gate.role()))) {
      if (blocker.outcome() == BlockerOutcome.FAILED && !holders.contains(blocker.role())) {
        Role role = step.facts().role(blocker.role());
        episodes.openFor(gate.role(), role);
      }
    }
  }

  /** To be called for a planned node whose gate was stored without its launch or its holds. */
  void neglected(Gate gate) {
    openMissingHolds(gate);
    settle(gate);
  }

  /** To be called after an edge was stored. */
  void edgeAdded(RoleId blocked, Role blocker) {
    BlockerOutcome outcome = step.facts().gate(blocker.id()).outcome();
    Gate counted = step.facts().gate(blocked).plus(outcome);
    step.tx().gates().update(counted);
    if (counted.planned() && outcome == BlockerOutcome.FAILED) {
      episodes.openFor(blocked, blocker);
    }
    settle(counted);
  }

  /** To be called after an edge was removed. */
  void edgeRemoved(RoleId blocked, RoleId blocker) {
    BlockerOutcome outcome = step.facts().gate(blocker).outcome();
    Gate counted = step.facts().gate(blocked).minus(outcome);
    step.tx().gates().update(counted);
    episodes.closeSilently(blocked, blocker);
    settle(counted);
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
  void nodesAdded(List<Gate> gates, Map<RoleId, LaunchOptions> options) {
    step.tx().gates().insert(gates);
    gates.forEach(gate -> step.touched().put(gate.role(), gate));
    List<Gate> launched =
        gates.stream()
            .filter(gate -> gate.isReady() || !asked(gate, options).equals(LaunchOptions.NONE))
            .toList();
    if (!launched.isEmpty()) {
      List<Launch> launches = new ArrayList<>();
      long id = step.tx().takeIds(IdKind.LAUNCH, launched.size());
      for (Gate gate : launched) {
        Launch launch = launch(new LaunchId(id++), gate, asked(gate, options));
        launches.add(gate.isReady() ? requested(launch) : launch);
      }
      step.tx().launches().insert(launches);
    }
    gates.stream().filter(Gate::planned).forEach(this::openMissingHolds);
  }

  private static LaunchOptions asked(Gate gate, Map<RoleId, LaunchOptions> options) {
    return options.getOrDefault(gate.role(), LaunchOptions.NONE);
  }

  /** To be called when something else is asked of the launcher for a planned node. */
  void optionsChanged(Gate gate, LaunchOptions options) {
    Optional<Launch> launch = step.facts().launch(gate.role());
    if (launch.isPresent()) {
      step.tx().launches().update(launch.get().withOptions(options));
    } else {
      LaunchId id = new LaunchId(step.takeId(IdKind.LAUNCH));
      step.tx().launches().insert(List.of(launch(id, gate, options)));
    }
  }

  /** A launch that is not due yet. */
  private Launch launch(LaunchId id, Gate gate, LaunchOptions options) {
    return Launch.request(
            id,
            gate.orchestrator(),
            gate.role(),
            Secrets.launchKey(step.random()),
            options,
            step.now())
        .dueAt(null);
  }

  /** The launch, due now. */
  private Launch requested(Launch launch) {
    step.released().add(launch.role());
    step.record(
        EventKind.LAUNCH_REQUESTED,
        launch.orchestrator(),
        launch.role(),
        Map.of("launch", launch.id().value()));
    step.effects().wakeGater();
    return launch.dueAt(step.now());
  }

  /** Requests the launch of a node that is ready, withdraws that of one that is not (G7). */
  void settle(Gate gate) {
    step.touched().put(gate.role(), gate);
    Optional<Launch> launch = step.facts().launch(gate.role());
    if (gate.isReady()) {
      launch.ifPresentOrElse(this::requestAgain, () -> requestFirst(gate));
    } else {
      launch.ifPresent(this::withdraw);
    }
  }

  /** Has the start of a ready node tried again at once that failed before (G26). */
  void tryAgain(RoleId node) {
    step.facts()
        .launch(node)
        .filter(Propagation::isIdle)
        .filter(launch -> launch.state() == LaunchState.FAILED && launch.heldReason() == null)
        .filter(launch -> step.facts().gate(node).isReady())
        .ifPresent(launch -> requestAgain(launch.dueAt(null)));
  }

  private void requestFirst(Gate gate) {
    LaunchId id = new LaunchId(step.takeId(IdKind.LAUNCH));
    step.tx().launches().insert(List.of(requested(launch(id, gate, LaunchOptions.NONE))));
  }

  private void requestAgain(Launch launch) {
    if (isIdle(launch) && launch.due() == null) {
      step.tx().launches().update(requested(launch));
    }
  }

  private void withdraw(Launch launch) {
    if (isIdle(launch) && launch.due() != null) {
      step.tx().launches().update(launch.dueAt(null));
      step.record(
          EventKind.LAUNCH_WITHDRAWN,
          launch.orchestrator(),
          launch.role(),
          Map.of("launch", launch.id().value()));
    }
  }

  /** Whether no gater works on the launch and no worker came of it. */
  private static boolean isIdle(Launch launch) {
    return launch.owner() == null
        && (launch.state() == LaunchState.REQUESTED || launch.state() == LaunchState.FAILED);
  }

  private void refreshPlace(RoleId role) {
    step.facts()
        .launch(role)
        .ifPresent(
            launch -> {
              boolean counts = launch.countsWith(currentTask(launch), isBindingLive(launch));
              if (counts != launch.occupiesPlace()) {
                step.tx().launches().update(launch.withOccupiesPlace(counts));
                step.effects().wakeGater();
              }
            });
  }

  private @Nullable Task currentTask(Launch launch) {
    return launch.task() == null ? null : step.tx().tasks().find(launch.task()).orElse(null);
  }

  private boolean isBindingLive(Launch launch) {
    return step.facts()
        .liveBinding(launch.role())
        .filter(binding -> binding.id().equals(launch.binding()))
        .isPresent();
  }
}
