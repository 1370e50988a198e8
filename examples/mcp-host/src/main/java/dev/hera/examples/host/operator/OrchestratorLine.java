package dev.hera.examples.host.operator;

import dev.hera.view.OrchestratorSummary;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One orchestrator in a list.
 *
 * @param parent the orchestrator that it is nested below, or null
 * @param coordinator its coordinator, or null when none is live
 * @param counts how many nodes are in each state, by its name in results, in the fixed order of
 *     states (W7); zero counts left out
 */
public record OrchestratorLine(
    String name,
    @Nullable String parent,
    @Nullable String coordinator,
    Instant created,
    Map<String, Integer> counts,
    boolean complete) {

  public OrchestratorLine {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  static OrchestratorLine of(OrchestratorSummary summary) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    summary.plan().counts().forEach((state, count) -> counts.put(state.wire(), count));
    return new OrchestratorLine(
        summary.name(),
        summary.parent(),
        summary.coordinator(),
        summary.created(),
        counts,
        summary.plan().isComplete());
  }
}
