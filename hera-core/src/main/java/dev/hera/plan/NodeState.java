package dev.hera.plan;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What Hera computes for a node of the planned set (G3). */
public enum NodeState {
  PLANNED,
  READY,
  HELD;

  /**
   * The state of a planned node.
   *
   * @param launch its launch, or null when it never had one
   */
  public static NodeState of(Gate gate, @Nullable Launch launch) {
    if (gate.failed() > 0 || (launch != null && launch.heldReason() != null)) {
      return HELD;
    }
    return gate.working() > 0 ? PLANNED : READY;
  }

  /** The state as it stands in results. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
