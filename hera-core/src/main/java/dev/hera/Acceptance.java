package dev.hera;

import dev.hera.error.InvalidArgumentException;
import dev.hera.error.NotFoundException;
import dev.hera.message.Message;
import dev.hera.plan.BlockerOutcome;
import dev.hera.plan.Gate;
import dev.hera.role.Accepted;
import dev.hera.role.Role;
import dev.hera.role.Task;
import dev.hera.role.TaskStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A coordinator accepts a role's work ({@code hera_accept}): about the task, never the status. */
final class Acceptance {
  private final Step step;

  Acceptance(Step step) {
    this.step = step;
  }

  Accepted accept(Acting acting, String roleName, @Nullable String text) {
    Role role =
        step.tx()
            .roles()
            .findActive(acting.orchestrator().id(), roleName)
            .orElseThrow(
                () ->
                    new NotFoundException(
                        "role_name", "role", roleName, "see the plan with hera_plan_show"));
    if (role.id().equals(acting.role().id())) {
      throw new InvalidArgumentException("role_name", "is your own role; name a worker");
    }
    Task task =
        step.facts()
            .lastStart(role.id())
            .flatMap(binding -> step.tx().tasks().find(binding.task()))
            .orElseThrow(
                () ->
                    new InvalidArgumentException(
                        "role_name", "\"" + roleName + "\" has not started, so has no task yet"));
    if (task.status() == TaskStatus.COMPLETE) {
      return answer(acting, role, false, null);
    }
    Task complete = task.withStatus(TaskStatus.COMPLETE, null, task.readyToClose());
    new TaskChanges(step).update(task, complete, role.id());
    return answer(acting, role, true, tell(acting, role, text).id().value());
  }

  private Message tell(Acting acting, Role role, @Nullable String text) {
    Notices.Notice notice = Notices.accepted(role.name(), text);
    return step.mail().send(acting.role(), role, notice.body(), notice.tldr(), null, true);
  }

  private Accepted answer(Acting acting, Role role, boolean changed, @Nullable Long messageId) {
    step.settle();
    return new Accepted(
        acting.orchestrator().name(),
        role.name(),
        TaskStatus.COMPLETE,
        changed,
        messageId,
        step.facts().state(role),
        Aftermath.of(step, role.orchestrator()).released(),
        stillHeld(role));
  }

  private List<String> stillHeld(Role role) {
    if (step.facts().gate(role.id()).outcome() != BlockerOutcome.FAILED) {
      return List.of();
    }
    return List.copyOf(
        step.tx().gates().list(step.tx().edges().listDependents(role.id())).stream()
            .filter(Gate::planned)
            .map(gate -> step.facts().role(gate.role()).name())
            .toList());
  }
}
