package dev.hera.result;

import dev.hera.role.BindingId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A caller's place in an orchestrator, as {@code Newcomer.join} and {@code
 * Newcomer.newOrchestrator} tell it.
 *
 * @param resumed whether an existing coordinator role was taken over
 * @param unreadCount how many messages wait for the role
 * @param status what the role last reported, or null
 * @param elsewhere the other orchestrators that the caller has a role in: it names one in each call
 * @param handoffNote what was left for whoever works on the task next, or null
 */
public record Membership(
    String orchestrator,
    String roleName,
    RoleKind kind,
    BindingId bindingId,
    TaskId taskId,
    boolean resumed,
    int unreadCount,
    @Nullable Status status,
    List<String> elsewhere,
    @Nullable String handoffNote) {}
