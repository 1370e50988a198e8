package dev.hera.role;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A role's work that was accepted, as {@code hera_accept} tells it.
 *
 * @param changed whether the task was not complete before
 * @param messageId the message that told the role, or null when nothing changed
 * @param stillHeld the dependents that stay held because the role never reported {@code done}
 */
public record Accepted(
    String orchestrator,
    String roleName,
    TaskStatus taskStatus,
    boolean changed,
    @Nullable Long messageId,
    List<String> stillHeld)
    implements Serializable {}
