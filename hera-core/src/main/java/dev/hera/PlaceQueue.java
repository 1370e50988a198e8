package dev.hera;

import dev.hera.plan.Explanation;
import dev.hera.plan.Launch;
import dev.hera.role.OrchestratorId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a ready node which places it waits for, who holds them, and who comes before (G11). */
final class PlaceQueue {
  private final Step step;
  private final LaunchSettings limits;

  PlaceQueue(Step step, LaunchSettings limits) {
    this.step = step;
    this.limits = limits;
  }

  /** The queue that a ready node stands in; null when a place is free, or it is being started. */
  Explanation.@Nullable Queue find(@Nullable Launch launch) {
    if (launch == null || !isQueued(launch)) {
      return null;
    }
    return new Places(step, limits)
        .findFull(launch.orchestrator())
        .map(full -> queue(launch, full))
        .orElse(null);
  }

  private Explanation.Queue queue(Launch launch, Places.Full full) {
    OrchestratorId whose = full.orchestrator();
    long before =
        step.tx().launches().listDue(step.now(), List.of(), Integer.MAX_VALUE).stream()
            .filter(this::isQueued)
            .filter(other -> whose == null || whose.equals(other.orchestrator()))
            .filter(other -> other.role().compareTo(launch.role()) < 0)
            .count();
    return new Explanation.Queue(
        full.limit(),
        whose == null ? null : step.facts().orchestrator(whose).name(),
        List.copyOf(full.holders().stream().map(held -> holder(held, launch)).toList()),
        Math.toIntExact(before + 1));
  }

  private boolean isQueued(Launch launch) {
    return launch.owner() == null && launch.due() != null && !launch.due().isAfter(step.now());
  }

  private String holder(Launch held, Launch waiting) {
    String name = step.facts().role(held.role()).name();
    return held.orchestrator().equals(waiting.orchestrator())
        ? name
        : name + " (" + step.facts().orchestrator(held.orchestrator()).name() + ")";
  }

  /** What would let the node start, as a sentence. */
  static String sentence(Explanation.Queue queue) {
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
