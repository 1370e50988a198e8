package dev.hera.work;

import dev.hera.plan.Launch;
import dev.hera.plan.LaunchState;
import dev.hera.plan.PlaceLimits;
import dev.hera.result.Explanation;
import dev.hera.role.OrchestratorId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a ready node which places it waits for, who holds them, and who comes before (G11). */
public final class PlaceQueue {
  private final UnitOfWork unit;
  private final PlaceLimits limits;

  public PlaceQueue(UnitOfWork unit, PlaceLimits limits) {
    this.unit = unit;
    this.limits = limits;
  }

  /** The queue that a ready node stands in; null when a place is free, or it is being started. */
  public Explanation.@Nullable Queue find(@Nullable Launch launch) {
    if (launch == null || !isQueued(launch)) {
      return null;
    }
    return new Places(unit, limits)
        .findFull(launch.orchestrator())
        .map(full -> queue(launch, full))
        .orElse(null);
  }

  private Explanation.Queue queue(Launch launch, Places.Full full) {
    OrchestratorId whose = full.orchestrator();
    long before =
        unit
            .tx()
            .launches()
            .listDue(LaunchState.OPEN, unit.now(), List.of(), Integer.MAX_VALUE)
            .stream()
            .filter(this::isQueued)
            .filter(other -> whose == null || whose.equals(other.orchestrator()))
            .filter(other -> other.role().compareTo(launch.role()) < 0)
            .count();
    return new Explanation.Queue(
        full.limit(),
        whose == null ? null : unit.facts().orchestrator(whose).name(),
        List.copyOf(full.holders().stream().map(held -> holder(held, launch)).toList()),
        Math.toIntExact(before + 1));
  }

  private boolean isQueued(Launch launch) {
    return launch.owner() == null && launch.due() != null && !launch.due().isAfter(unit.now());
  }

  private String holder(Launch held, Launch waiting) {
    String name = unit.facts().role(held.role()).name();
    return held.orchestrator().equals(waiting.orchestrator())
        ? name
        : name + " (" + unit.facts().orchestrator(held.orchestrator()).name() + ")";
  }

  /** What would let the node start, as a sentence. */
  public static String sentence(Explanation.Queue queue) {
    return "A place gets free: %s runs at most %d at a time, now %s; it is number %d in the queue."
        .formatted(
            queue.orchestrator() == null
                ? "this Hera"
                : "orchestrator \"" + queue.orchestrator() + "\"",
            queue.limit(),
            String.join(", ", queue.holders()),
            queue.position());
  }
}
