package dev.hera.view;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An active orchestrator as its operator sees it in a list.
 *
 * @param parent the name of the orchestrator that it is nested below, or null
 * @param coordinator the name of its coordinator, or null when none is live
 */
public record OrchestratorSummary(
    String name,
    @Nullable String parent,
    @Nullable String coordinator,
    Instant created,
    PlanView plan) {}
