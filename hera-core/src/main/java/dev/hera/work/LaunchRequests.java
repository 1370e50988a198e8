package dev.hera.work;

import dev.hera.history.EventKind;
import dev.hera.plan.Gate;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.LaunchState;
import dev.hera.plan.PlaceLimits;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.spi.IdKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which launches are due: those of the nodes that are ready, and no others (G7, G26). */
public final class LaunchRequests {
  private final Changes unit;

  LaunchRequests(Changes unit) {
    this.unit = unit;
  }

  /**
   * Adds the launches of new nodes: due, of those that are ready; not yet due, of the others for
   * which something is asked of the launcher.
   */
  void add(List<Gate> gates, Map<RoleId, LaunchOptions> options) {
    List<Gate> launched =
        gates.stream()
            .filter(gate -> gate.isReady() || !asked(gate, options).equals(LaunchOptions.NONE))
            .toList();
    if (!launched.isEmpty()) {
      List<Launch> launches = new ArrayList<>();
      long id = unit.tx().takeIds(IdKind.LAUNCH, launched.size());
      for (Gate gate : launched) {
        Launch launch = launch(new LaunchId(id++), gate, asked(gate, options));
        launches.add(gate.isReady() ? requested(launch) : launch);
      }
      unit.tx().launches().insert(launches);
    }
  }

  private static LaunchOptions asked(Gate gate, Map<RoleId, LaunchOptions> options) {
    return options.getOrDefault(gate.role(), LaunchOptions.NONE);
  }

  /** Something else is asked of the launcher for a planned node. */
  public void optionsChanged(Gate gate, LaunchOptions options) {
    Optional<Launch> launch = unit.facts().launch(gate.role());
    if (launch.isPresent()) {
      unit.tx().launches().update(launch.get().withOptions(options));
    } else {
      LaunchId id = new LaunchId(unit.takeId(IdKind.LAUNCH));
      unit.tx().launches().insert(List.of(launch(id, gate, options)));
    }
  }

  /** A launch that is not due yet. */
  private Launch launch(LaunchId id, Gate gate, LaunchOptions options) {
    return Launch.request(
            id,
            gate.orchestrator(),
            gate.role(),
            Secrets.launchKey(unit.random()),
            options,
            unit.now())
        .dueAt(null);
  }

  /** The launch, due now. */
  private Launch requested(Launch launch) {
    unit.released().add(launch.role());
    unit.record(
        EventKind.LAUNCH_REQUESTED,
        launch.orchestrator(),
        launch.role(),
        Map.of("launch", launch.id().value()));
    return launch.dueAt(unit.now());
  }

  /** Requests the launch of a node that is ready, withdraws that of one that is not (G7). */
  public void requestOrWithdraw(Gate gate) {
    unit.reachedGates().put(gate.role(), gate);
    Optional<Launch> launch = unit.facts().launch(gate.role());
    if (gate.isReady()) {
      launch.ifPresentOrElse(this::requestAgain, () -> requestFirst(gate));
    } else {
      launch.ifPresent(this::withdraw);
    }
  }

  /** Has the start of a ready node tried again at once that failed before (G26). */
  public void tryAgain(RoleId node) {
    unit.facts()
        .launch(node)
        .filter(LaunchRequests::isIdle)
        .filter(launch -> launch.state() == LaunchState.FAILED && launch.heldReason() == null)
        .filter(launch -> unit.facts().gate(node).isReady())
        .ifPresent(launch -> requestAgain(launch.dueAt(null)));
  }

  private void requestFirst(Gate gate) {
    LaunchId id = new LaunchId(unit.takeId(IdKind.LAUNCH));
    unit.tx().launches().insert(List.of(requested(launch(id, gate, LaunchOptions.NONE))));
  }

  private void requestAgain(Launch launch) {
    if (isIdle(launch) && launch.due() == null) {
      unit.tx().launches().update(requested(launch));
    }
  }

  private void withdraw(Launch launch) {
    if (isIdle(launch) && launch.due() != null) {
      unit.tx().launches().update(launch.dueAt(null));
      unit.record(
          EventKind.LAUNCH_WITHDRAWN,
          launch.orchestrator(),
          launch.role(),
          Map.of("launch", launch.id().value()));
    }
  }

  /** Whether no gater works on the launch and no worker came of it. */
  private static boolean isIdle(Launch launch) {
    return !launch.isClaimed() && LaunchState.OPEN.contains(launch.state());
  }

  /** Counts the launch of a role against the limits of live workers, or no more (G11). */
  void refreshPlace(RoleId role) {
    unit.facts().launch(role).ifPresent(this::refreshPlace);
  }

  private void refreshPlace(Launch launch) {
    Task task = currentTask(launch);
    boolean hasPlace =
        task != null && PlaceLimits.isAtWork(task) && unit.facts().placeOf(launch).isPresent();
    boolean counts = PlaceLimits.counts(launch, task, hasPlace);
    if (counts != launch.occupiesPlace()) {
      unit.tx().launches().update(launch.withOccupiesPlace(counts));
      unit.effects().placesCounted();
    }
  }

  private @Nullable Task currentTask(Launch launch) {
    return launch.task() == null ? null : unit.tx().tasks().find(launch.task()).orElse(null);
  }
}
