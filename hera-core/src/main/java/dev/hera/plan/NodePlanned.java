package dev.hera.plan;

import dev.hera.role.NodeKind;
import dev.hera.role.RoleId;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A node that was added to the plan, as {@code hera_plan_node} tells it. */
public record NodePlanned(
    String orchestrator,
    String name,
    RoleId roleId,
    @Nullable String project,
    NodeKind kind,
    NodeState state)
    implements Serializable {}
