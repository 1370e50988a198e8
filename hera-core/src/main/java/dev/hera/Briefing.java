package dev.hera;

import dev.hera.plan.Launch;
import dev.hera.plan.Orientation;
import dev.hera.role.Binding;
import dev.hera.role.NodeKind;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.LaunchRequest;
import dev.hera.spi.LaunchRequest.BlockerBranch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a launcher needs to know of a node: base branch (G17), fan-in (G18), prompt (G19). */
final class Briefing {
  private final Step step;

  Briefing(Step step) {
    this.step = step;
  }

  /**
   * The request for a launch.
   *
   * @param task the worker's task, or null when it has none yet
   */
  LaunchRequest request(Launch launch, @Nullable TaskId task) {
    Role role = step.facts().role(launch.role());
    Orchestrator orchestrator = step.facts().orchestrator(role.orchestrator());
    List<RoleId> blockers = step.tx().edges().listBlockers(role.id());
    List<BlockerBranch> branches = branches(blockers);
    return new LaunchRequest(
        launch.id(),
        launch.key(),
        launch.epoch(),
        orchestrator.name(),
        role.name(),
        task,
        role.project(),
        baseBranch(launch, orchestrator, branches),
        branches,
        prompt(role, orchestrator, !blockers.isEmpty(), branches, child(role, task)),
        launch.options());
  }

  private String prompt(
      Role role,
      Orchestrator orchestrator,
      boolean hasBlockers,
      List<BlockerBranch> branches,
      @Nullable String child) {
    return Orientation.forNode(
        orchestrator.name(),
        role.name(),
        step.facts().coordinator(orchestrator.id()).map(Role::name).orElse(null),
        hasBlockers,
        branches.stream()
            .map(one -> new Orientation.Upstream(one.blocker(), one.branch()))
            .toList(),
        child,
        role.prompt());
  }

  /** The orchestrator that a sub-coordinator leads on its task, once that exists (G20). */
  private @Nullable String child(Role role, @Nullable TaskId task) {
    if (role.nodeKind() != NodeKind.SUBCOORD || task == null) {
      return null;
    }
    return step.tx().bindings().listOf(task).stream()
        .filter(binding -> binding.isLive() && !binding.role().equals(role.id()))
        .findFirst()
        .map(binding -> step.facts().orchestrator(binding.orchestrator()).name())
        .orElse(null);
  }

  private @Nullable String baseBranch(
      Launch launch, Orchestrator orchestrator, List<BlockerBranch> branches) {
    if (launch.options().baseBranch() != null) {
      return launch.options().baseBranch();
    }
    if (!branches.isEmpty()) {
      return branches.get(0).branch();
    }
    if (orchestrator.baseBranch() != null) {
      return orchestrator.baseBranch();
    }
    return step.facts()
        .coordinator(orchestrator.id())
        .flatMap(coordinator -> step.facts().lastStart(coordinator.id()))
        .flatMap(binding -> step.tx().tasks().find(binding.task()))
        .map(Task::branch)
        .orElse(null);
  }

  private record Ran(Binding binding, String name, String branch) {}

  /** The branches of the blockers that ever ran, the most recently bound one first. */
  private List<BlockerBranch> branches(List<RoleId> blockers) {
    List<Ran> ran = new ArrayList<>();
    for (RoleId blocker : blockers) {
      Optional<Binding> start = step.facts().lastStart(blocker);
      start
          .flatMap(binding -> step.tx().tasks().find(binding.task()))
          .map(Task::branch)
          .ifPresent(
              branch -> ran.add(new Ran(start.get(), step.facts().role(blocker).name(), branch)));
    }
    ran.sort(Comparator.comparing((Ran one) -> one.binding().id()).reversed());
    return ran.stream().map(one -> new BlockerBranch(one.name(), one.branch())).toList();
  }
}
