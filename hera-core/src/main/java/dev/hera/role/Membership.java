package dev.hera.role;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A caller's place in an orchestrator, as {@code hera_join} and {@code hera_new_orchestrator} tell
 * it.
 *
 * @param resumed whether an existing coordinator role was taken over
 * @param unreadCount how many messages wait for the role
 * @param status what the role last reported, or null
 */
public record Membership(
    String orchestrator,
    String roleName,
    RoleKind kind,
    BindingId bindingId,
    TaskId taskId,
    boolean resumed,
    int unreadCount,
    @Nullable Status status)
    implements Serializable {}
