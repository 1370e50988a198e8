package dev.hera.launch.transaction;

import dev.hera.plan.Launch;
import dev.hera.plan.Orientation;
import dev.hera.role.Binding;
import dev.hera.role.NodeKind;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.launcher.LaunchRequest;
import dev.hera.spi.launcher.LaunchRequest.BlockerBranch;
import dev.hera.work.Findings;
import dev.hera.work.Projects;
import dev.hera.work.UnitOfWork;
import dev.hera.work.WorkNotes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a launcher needs to know of a node: base branch (G17), fan-in (G18), prompt (G19). */
public final class Briefing {
  private final UnitOfWork unit;
  private final Projects projects;
  private final Findings findings;

  /** A briefing by what Hera noted. */
  Briefing(UnitOfWork unit, Projects projects) {
    this(unit, projects, Findings.NONE);
  }

  /** A briefing by what was found now. */
  Briefing(UnitOfWork unit, Projects projects, Findings findings) {
    this.unit = unit;
    this.projects = projects;
    this.findings = findings;
  }

  /**
   * The request for a launch, without a prompt.
   *
   * @param task the worker's task, or null when it has none yet
   */
  LaunchRequest request(Launch launch, @Nullable TaskId task) {
    Role role = unit.facts().role(launch.role());
    Orchestrator orchestrator = unit.facts().orchestrator(role.orchestrator());
    List<BlockerBranch> branches = branches(role);
    return new LaunchRequest(
        launch.id(),
        launch.key(),
        launch.epoch(),
        orchestrator.name(),
        role.name(),
        task,
        unit.facts().project(role),
        baseBranch(launch, role, orchestrator, branches),
        branches,
        "",
        launch.options());
  }

  /** What the worker of a role is told of its part in the plan (G19). */
  Orientation.Mission mission(Role role, TaskId task) {
    return new Orientation.Mission(
        unit.facts().orchestrator(role.orchestrator()).name(),
        role.name(),
        unit.facts().coordinator(role.orchestrator()).map(Role::name).orElse(null),
        !unit.tx().edges().listBlockers(role.id()).isEmpty(),
        child(role, task),
        role.prompt());
  }

  /** The orchestrator that a sub-coordinator leads on its task, once that exists (G20). */
  private @Nullable String child(Role role, TaskId task) {
    if (role.nodeKind() != NodeKind.SUBCOORD) {
      return null;
    }
    return unit.tx().bindings().listOf(task).stream()
        .filter(binding -> binding.isLive() && !binding.role().equals(role.id()))
        .findFirst()
        .map(binding -> unit.facts().orchestrator(binding.orchestrator()).name())
        .orElse(null);
  }

  /** The places that a start depends on: those of its blockers, else its coordinator's. */
  List<Findings.Place> places(Launch launch) {
    Role role = unit.facts().role(launch.role());
    WorkNotes notes = new WorkNotes(unit);
    unit.tx().launches().readAhead(unit.tx().edges().listBlockers(role.id()));
    List<Findings.Place> blockers =
        upstream(role).stream()
            .filter(ran -> unit.isHere(ran.task().host()))
            .map(ran -> notes.placeOfWorker(ran.binding().role(), ran.task()))
            .toList();
    if (!blockers.isEmpty()) {
      return blockers;
    }
    return lead(role.orchestrator())
        .filter(lead -> projects.isSame(unit.facts().project(role), lead.task().project()))
        .map(lead -> List.of(notes.placeOfCoordinator(lead.binding().role(), lead.task())))
        .orElse(List.of());
  }

  private @Nullable String baseBranch(
      Launch launch, Role role, Orchestrator orchestrator, List<BlockerBranch> branches) {
    if (launch.options().baseBranch() != null) {
      return launch.options().baseBranch();
    }
    if (!branches.isEmpty()) {
      return branches.get(0).branch();
    }
    Optional<Task> lead = lead(orchestrator.id()).map(Ran::task);
    if (lead.isPresent() && !projects.isSame(unit.facts().project(role), lead.get().project())) {
      return null;
    }
    return orchestrator.baseBranch() != null
        ? orchestrator.baseBranch()
        : lead.flatMap(findings::base).orElse(null);
  }

  private record Ran(Binding binding, Task task) {}

  private Optional<Ran> lead(OrchestratorId orchestrator) {
    return unit.facts().coordinator(orchestrator).flatMap(coordinator -> ran(coordinator.id()));
  }

  private Optional<Ran> ran(RoleId role) {
    return unit.facts()
        .lastStart(role)
        .flatMap(
            binding -> unit.tx().tasks().find(binding.task()).map(task -> new Ran(binding, task)));
  }

  /** The blockers of the same project that ever ran, the most recently bound one first. */
  private List<Ran> upstream(Role role) {
    List<RoleId> blockers = unit.tx().edges().listBlockers(role.id());
    unit.facts().readTasksAhead(blockers);
    return blockers.stream()
        .flatMap(blocker -> ran(blocker).stream())
        .filter(ran -> projects.isSame(unit.facts().project(role), ran.task().project()))
        .sorted(Comparator.comparing((Ran ran) -> ran.binding().id()).reversed())
        .toList();
  }

  private List<BlockerBranch> branches(Role role) {
    return upstream(role).stream()
        .flatMap(ran -> findings.base(ran.task()).map(base -> blocker(ran, base)).stream())
        .toList();
  }

  private BlockerBranch blocker(Ran ran, String base) {
    return new BlockerBranch(unit.facts().role(ran.binding().role()).name(), base);
  }
}
