package dev.hera.result;

import dev.hera.role.BindingId;
import dev.hera.role.RoleKind;
import dev.hera.role.TaskId;

/** A caller that left one orchestrator for another, as {@code Participant.move} tells it. */
public record Moved(
    String fromOrchestrator,
    String fromRole,
    String orchestrator,
    String roleName,
    RoleKind kind,
    BindingId bindingId,
    TaskId taskId) {}
