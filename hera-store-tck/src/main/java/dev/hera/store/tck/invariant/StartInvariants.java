package dev.hera.store.tck.invariant;

import dev.hera.plan.Edge;
import dev.hera.plan.Gate;
import dev.hera.plan.Hold;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchState;
import dev.hera.role.Binding;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** No node is forgotten: each that is ready is on its way, each that is held has its episode. */
final class StartInvariants {
  private final Contents contents;
  private final Outcomes outcomes;
  private final List<String> found;
  private final Map<RoleId, Set<RoleId>> failedBlockers = new TreeMap<>();

  StartInvariants(Contents contents, Outcomes outcomes, List<String> found) {
    this.contents = contents;
    this.outcomes = outcomes;
    this.found = found;
    for (Edge edge : contents.edges) {
      if (outcomes.isFailed(edge.blocker())) {
        failedBlockers.computeIfAbsent(edge.blocked(), none -> new TreeSet<>()).add(edge.blocker());
      }
    }
  }

  void check() {
    for (RoleId role : contents.roles.keySet()) {
      Launch launch = contents.launches.get(role);
      if (outcomes.isPlanned(role) && isOpen(role)) {
        checkOnItsWay(role, Optional.ofNullable(launch));
      }
      if (launch != null) {
        checkWorker(launch);
      }
      checkHolds(role);
    }
  }

  private boolean isOpen(RoleId role) {
    Gate gate = contents.gates.get(role);
    return gate != null && gate.isOpen();
  }

  private void checkOnItsWay(RoleId role, Optional<Launch> launch) {
    boolean onItsWay =
        launch
            .filter(
                row ->
                    row.due() != null
                        || row.heldReason() != null
                        || row.owner() != null
                        || row.isGivenUpForNow())
            .isPresent();
    if (!onItsWay) {
      found.add(
          contents.name(role)
              + " is ready, and its launch is "
              + launch
                  .map(row -> "neither due nor held nor claimed nor failed for good")
                  .orElse("missing"));
    }
  }

  /** A launch that is starting or bound has a binding of its role, accepted or still live. */
  private void checkWorker(Launch launch) {
    if (launch.state() != LaunchState.STARTING && launch.state() != LaunchState.BOUND) {
      return;
    }
    Optional<Binding> binding =
        contents.bindingsOf(launch.role()).stream()
            .filter(row -> row.id().equals(launch.binding()))
            .findFirst();
    if (binding.isEmpty()) {
      found.add(name(launch) + " has no binding of its role");
    } else if (launch.accepted() == null && !binding.get().isLive()) {
      found.add(name(launch) + " was not accepted, and its binding ended");
    }
    boolean reviving = launch.owner() != null && launch.due() != null;
    if (launch.state() == LaunchState.BOUND && launch.accepted() == null && !reviving) {
      found.add(name(launch) + " was not accepted");
    }
  }

  private void checkHolds(RoleId node) {
    Set<List<Object>> seen = new HashSet<>();
    Set<RoleId> failed =
        outcomes.isPlanned(node) ? failedBlockers.getOrDefault(node, Set.of()) : Set.of();
    Set<RoleId> missing = new TreeSet<>(failed);
    for (Hold hold : contents.holdsOf(node)) {
      if (hold.closed() == null) {
        checkOpen(hold, failed);
        if (!seen.add(List.of(hold.reason(), Optional.ofNullable(hold.blocker())))) {
          found.add(name(hold) + " is open twice");
        }
        Optional.ofNullable(hold.blocker()).ifPresent(missing::remove);
      }
    }
    checkHeldLaunch(node, seen);
    missing.forEach(
        blocker ->
            found.add(
                contents.name(node)
                    + " has no open hold for its failed blocker "
                    + contents.name(blocker)));
  }

  private void checkHeldLaunch(RoleId node, Set<List<Object>> open) {
    Launch launch = contents.launches.get(node);
    Role role = contents.roles.get(node);
    HoldReason reason = launch == null ? null : launch.heldReason();
    boolean mayStart =
        role != null
            && role.isActive()
            && !role.isCancelled()
            && contents.isActive(role.orchestrator());
    if (reason != null && mayStart && !open.contains(List.of(reason, Optional.empty()))) {
      found.add(
          "the launch of "
              + contents.name(node)
              + " is held as "
              + reason.wire()
              + " without an open hold");
    }
  }

  private void checkOpen(Hold hold, Set<RoleId> failed) {
    if (hold.reason() == HoldReason.BLOCKER_FAILED) {
      RoleId blocker = hold.blocker();
      if (blocker == null || !failed.contains(blocker)) {
        found.add(name(hold) + " is open, but its node does not wait for a failed blocker of it");
      }
      return;
    }
    Launch launch = contents.launches.get(hold.node());
    if (launch == null || (launch.heldReason() != hold.reason() && !isTriedAgain(hold, launch))) {
      found.add(name(hold) + " is open, but its launch is not held for that reason");
    }
  }

  /** Only the next start can tell whether a merge conflict is over. */
  private static boolean isTriedAgain(Hold hold, Launch launch) {
    return hold.reason() == HoldReason.MERGE_CONFLICT
        && launch.lastError() != null
        && launch.accepted() == null
        && (launch.state() != LaunchState.STARTING || launch.due() != null);
  }

  private String name(Launch launch) {
    return "the "
        + launch.state().wire()
        + " launch "
        + launch.id().value()
        + " of "
        + contents.name(launch.role());
  }

  private String name(Hold hold) {
    return "the "
        + hold.reason().wire()
        + " hold "
        + hold.id().value()
        + " of "
        + contents.name(hold.node());
  }
}
