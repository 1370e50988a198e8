package dev.hera.plan;

import static dev.hera.plan.LaunchState.BOUND;
import static dev.hera.plan.LaunchState.FAILED;
import static dev.hera.plan.LaunchState.REQUESTED;
import static dev.hera.plan.LaunchState.STARTING;
import static dev.hera.plan.LaunchState.UNKNOWN;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** How a launch goes on: from state and event to the next state (G21-G27). */
public final class LaunchTable {
  private static final Map<LaunchState, Map<LaunchEvent, LaunchState>> NEXT =
      Map.of(
          REQUESTED,
          new Row()
              .on(LaunchEvent.CLAIMED, REQUESTED)
              .on(LaunchEvent.GIVEN_BACK, REQUESTED)
              .on(LaunchEvent.PLACED, STARTING)
              .on(LaunchEvent.FAILED, FAILED)
              .next,
          FAILED,
          new Row()
              .on(LaunchEvent.CLAIMED, FAILED)
              .on(LaunchEvent.GIVEN_BACK, FAILED)
              .on(LaunchEvent.PLACED, STARTING)
              .on(LaunchEvent.FAILED, FAILED)
              .on(LaunchEvent.RELEASED, FAILED)
              .next,
          STARTING,
          new Row()
              .on(LaunchEvent.CLAIMED, STARTING)
              .on(LaunchEvent.PLACED, STARTING)
              .on(LaunchEvent.TAKEN_OVER, STARTING)
              .on(LaunchEvent.CONNECTED, BOUND)
              .on(LaunchEvent.KEPT, BOUND)
              .on(LaunchEvent.FAILED, FAILED)
              .on(LaunchEvent.CONFLICTED, FAILED)
              .on(LaunchEvent.LOST, UNKNOWN)
              .on(LaunchEvent.UNDONE, REQUESTED)
              .next,
          BOUND,
          new Row()
              .on(LaunchEvent.CLAIMED, BOUND)
              .on(LaunchEvent.GIVEN_BACK, BOUND)
              .on(LaunchEvent.PLACED, STARTING)
              .on(LaunchEvent.KEPT, BOUND)
              .on(LaunchEvent.UNDONE, REQUESTED)
              .next,
          UNKNOWN,
          new Row()
              .on(LaunchEvent.CONNECTED, BOUND)
              .on(LaunchEvent.KEPT, BOUND)
              .on(LaunchEvent.UNDONE, REQUESTED)
              .on(LaunchEvent.ADOPTED, STARTING)
              .next);

  private LaunchTable() {}

  /** The events of one state. */
  private static final class Row {
    private final Map<LaunchEvent, LaunchState> next = new EnumMap<>(LaunchEvent.class);

    Row on(LaunchEvent event, LaunchState state) {
      next.put(event, state);
      return this;
    }
  }

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
