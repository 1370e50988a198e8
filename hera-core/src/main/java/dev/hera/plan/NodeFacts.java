package dev.hera.plan;

import dev.hera.role.Binding;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the gate knows of one role, read in one snapshot: what the rules G1 and G4 decide on.
 *
 * @param orchestratorActive whether its orchestrator is not archived
 * @param status what it last reported, or null
 * @param live whether it has a live binding
 * @param started whether it ever had a binding that did not end as a failed start
 * @param taskStatus the status of the live binding's task; null when there is none or it is missing
 */
public record NodeFacts(
    RoleKind kind,
    boolean orchestratorActive,
    boolean cancelled,
    boolean archived,
    @Nullable Status status,
    boolean live,
    boolean started,
    @Nullable TaskStatus taskStatus) {

  /**
   * The facts of a role.
   *
   * @param bindings all bindings that the role ever had
   * @param task the task of its live binding, or null when there is none or it is missing
   */
  public static NodeFacts of(
      Role role, boolean orchestratorActive, List<Binding> bindings, @Nullable Task task) {
    return new NodeFacts(
        role.kind(),
        orchestratorActive,
        role.isCancelled(),
        !role.isActive(),
        role.status(),
        bindings.stream().anyMatch(Binding::isLive),
        bindings.stream().anyMatch(Binding::isStart),
        task == null || !task.isActive() ? null : task.status());
  }

  /** Whether the role is in the planned set (G4): it may still be started, edited and cancelled. */
  public boolean isPlanned() {
    return kind == RoleKind.WORKER
        && orchestratorActive
        && !archived
        && !cancelled
        && !live
        && !started;
  }
}
