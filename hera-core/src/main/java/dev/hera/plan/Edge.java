package dev.hera.plan;

import dev.hera.role.OrchestratorId;
import dev.hera.role.RoleId;
import java.io.Serializable;
import java.time.Instant;

/** In the plan, {@code blocked} waits for {@code blocker}. There is at most one edge of a pair. */
public record Edge(OrchestratorId orchestrator, RoleId blocked, RoleId blocker, Instant created)
    implements Serializable {}
