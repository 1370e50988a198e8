package dev.hera.verb;

import dev.hera.call.Acting;
import dev.hera.error.InvalidArgumentException;
import dev.hera.error.NotFoundException;
import dev.hera.message.Message;
import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Gate;
import dev.hera.result.Accepted;
import dev.hera.role.Role;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import dev.hera.vocabulary.Quotation;
import dev.hera.vocabulary.Verb;
import dev.hera.work.Notices;
import dev.hera.work.TaskChanges;
import dev.hera.work.UnitOfWork;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A coordinator accepts a role's work ({@code Coordinator.accept}): about the task, never the
 * status.
 */
public final class Acceptance {
  private final UnitOfWork unit;

  public Acceptance(UnitOfWork unit) {
    this.unit = unit;
  }

  public Accepted accept(Acting acting, String roleName, @Nullable String text) {
    Role role =
        unit.tx()
            .roles()
            .findActive(acting.orchestrator().id(), roleName)
            .orElseThrow(
                () ->
                    new NotFoundException(
                        "roleName", "role", roleName, "see the plan with " + Verb.PLAN_SHOW));
    if (role.id().equals(acting.role().id())) {
      throw new InvalidArgumentException("roleName", "is your own role; name a worker");
    }
    Task task =
        unit.facts()
            .lastStart(role.id())
            .flatMap(binding -> unit.tx().tasks().find(binding.task()))
            .orElseThrow(
                () ->
                    new InvalidArgumentException(
                        "roleName",
                        Quotation.of(roleName) + " has not started, so has no task yet"));
    if (task.status() == TaskStatus.COMPLETE) {
      return answer(acting, role, false, null);
    }
    Task complete = task.withStatus(TaskStatus.COMPLETE, null, task.readyToClose());
    new TaskChanges(unit).update(task, complete, role.id());
    return answer(acting, role, true, tell(acting, role, text).id().value());
  }

  private Message tell(Acting acting, Role role, @Nullable String text) {
    Notices.Notice notice = Notices.accepted(role.name(), text);
    return unit.mail().send(acting.role(), role, notice.body(), notice.tldr(), null, true);
  }

  private Accepted answer(Acting acting, Role role, boolean changed, @Nullable Long messageId) {
    unit.settle();
    return new Accepted(
        acting.orchestrator().name(),
        role.name(),
        TaskStatus.COMPLETE,
        changed,
        messageId,
        unit.facts().state(role),
        Aftermath.of(unit, role.orchestrator()).released(),
        stillHeld(role));
  }

  private List<String> stillHeld(Role role) {
    if (unit.facts().gate(role.id()).outcome() != BlockerOutcome.FAILED) {
      return List.of();
    }
    return List.copyOf(
        unit.tx().gates().list(unit.tx().edges().listDependents(role.id())).stream()
            .filter(Gate::planned)
            .map(gate -> unit.facts().role(gate.role()).name())
            .toList());
  }
}
