package dev.hera.result;

import dev.hera.plan.NodeState;
import dev.hera.role.NodeKind;
import dev.hera.role.RoleId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node that was added to the plan, as {@code Coordinator.plan} tells it.
 *
 * @param released the node itself, when it is ready
 * @param held the node itself, when it is held
 */
public record NodePlanned(
    String orchestrator,
    String name,
    RoleId roleId,
    @Nullable String project,
    NodeKind kind,
    NodeState state,
    List<String> released,
    List<String> held) {}
