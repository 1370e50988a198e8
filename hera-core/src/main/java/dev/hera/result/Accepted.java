package dev.hera.result;

import dev.hera.role.TaskStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A role's work that was accepted, as {@code Coordinator.accept} tells it.
 *
 * @param changed whether the task was not complete before
 * @param messageId the message that told the role, or null when nothing changed
 * @param state the state of the role as a node of the plan, as results show it
 * @param released the nodes that became ready by it
 * @param held the dependents that are held because the role never reported {@code done}
 */
public record Accepted(
    String orchestrator,
    String roleName,
    TaskStatus taskStatus,
    boolean changed,
    @Nullable Long messageId,
    @Nullable String state,
    List<String> released,
    List<String> held) {}
