package dev.hera.plan;

import static dev.hera.plan.LaunchState.BOUND;
import static dev.hera.plan.LaunchState.FAILED;
import static dev.hera.plan.LaunchState.REQUESTED;
import static dev.hera.plan.LaunchState.STARTING;
import static dev.hera.plan.LaunchState.UNKNOWN;

import java.util.Map;
import java.util.Optional;

/** How a launch goes on: from state and event to the next state (G21-G27). */
public final class LaunchTable {
  private static final Map<LaunchState, Map<LaunchEvent, LaunchState>> NEXT =
      Map.of(
          REQUESTED,
          Map.of(
              LaunchEvent.CLAIMED, REQUESTED,
              LaunchEvent.GIVEN_BACK, REQUESTED,
              LaunchEvent.PLACED, STARTING,
              LaunchEvent.FAILED, FAILED),
          FAILED,
          Map.of(
              LaunchEvent.CLAIMED, FAILED,
              LaunchEvent.GIVEN_BACK, FAILED,
              LaunchEvent.PLACED, STARTING,
              LaunchEvent.FAILED, FAILED,
              LaunchEvent.RELEASED, FAILED),
          STARTING,
          Map.of(
              LaunchEvent.CLAIMED, STARTING,
              LaunchEvent.PLACED, STARTING,
              LaunchEvent.TAKEN_OVER, STARTING,
              LaunchEvent.CONNECTED, BOUND,
              LaunchEvent.KEPT, BOUND,
              LaunchEvent.FAILED, FAILED,
              LaunchEvent.CONFLICTED, FAILED,
              LaunchEvent.LOST, UNKNOWN,
              LaunchEvent.UNDONE, REQUESTED),
          BOUND,
          Map.of(
              LaunchEvent.CLAIMED, BOUND,
              LaunchEvent.GIVEN_BACK, BOUND,
              LaunchEvent.PLACED, STARTING,
              LaunchEvent.KEPT, BOUND,
              LaunchEvent.UNDONE, REQUESTED),
          UNKNOWN,
          Map.of(
              LaunchEvent.CONNECTED, BOUND,
              LaunchEvent.KEPT, BOUND,
              LaunchEvent.UNDONE, REQUESTED,
              LaunchEvent.ADOPTED, STARTING));

  private LaunchTable() {}

  /** The state after the event; empty when it cannot happen in that state. */
  public static Optional<LaunchState> find(LaunchState state, LaunchEvent event) {
    return Optional.ofNullable(NEXT.getOrDefault(state, Map.of()).get(event));
  }

  /**
   * The state after the event.
   *
   * @throws IllegalStateException when it cannot happen in that state
   */
  public static LaunchState next(LaunchState state, LaunchEvent event) {
    return find(state, event)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "a launch that is " + state.wire() + " is never " + event));
  }
}
