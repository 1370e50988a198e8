package dev.hera.call;

import dev.hera.error.ForbiddenException;
import dev.hera.role.Binding;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.vocabulary.Quotation;
import dev.hera.vocabulary.Verb;

/** A caller resolved to its place (V4-V6): the role it acts as, where, and on which task. */
public record Acting(Orchestrator orchestrator, Role role, Binding binding, Task task) {

  /** Refuses everybody but the coordinator (V7). */
  public void requireCoordinator(Verb verb) {
    if (role.kind() != RoleKind.COORDINATOR) {
      throw new ForbiddenException(
          verb
              + " is for the coordinator of "
              + Quotation.of(orchestrator.name())
              + " only; you are its "
              + role.kind().wire()
              + " "
              + Quotation.of(role.name())
              + ": ask the coordinator with "
              + Verb.SEND);
    }
  }
}
