package dev.hera.verb;

import dev.hera.error.BoundElsewhereException;
import dev.hera.error.CoordinatorExistsException;
import dev.hera.history.EventKind;
import dev.hera.plan.Launch;
import dev.hera.result.Membership;
import dev.hera.role.Binding;
import dev.hera.role.Names;
import dev.hera.role.NodeKind;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.spi.IdKind;
import dev.hera.vocabulary.Verb;
import dev.hera.work.BindingChanges;
import dev.hera.work.Nesting;
import dev.hera.work.UnitOfWork;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens orchestrators, or goes on with one ({@code Newcomer.newOrchestrator}). */
public final class OpenVerbs {
  /** The role name of the coordinator of a child orchestrator (G20). */
  static final String CHILD_COORDINATOR = "coord";

  private final UnitOfWork unit;
  private final JoinVerbs joining;

  public OpenVerbs(UnitOfWork unit) {
    this.unit = unit;
    this.joining = new JoinVerbs(unit);
  }

  /** What a caller gives to open an orchestrator; both names are already checked. */
  public record Opening(
      String name, String roleName, @Nullable String prompt, @Nullable String baseBranch) {}

  public Membership open(Task task, Opening opening) {
    Optional<Orchestrator> existing = unit.tx().orchestrators().findActive(opening.name());
    Optional<Binding> own = existing.flatMap(orchestrator -> ownLead(orchestrator, task));
    if (own.isPresent() && opening.baseBranch() != null) {
      Orchestrator based = rebase(existing.get(), opening.baseBranch());
      return resumed(based, unit.facts().role(own.get().role()), own.get());
    }
    existing.ifPresent(orchestrator -> requireFree(orchestrator, task));
    refuseSecondOrchestrator(task);
    return existing
        .map(orchestrator -> rebase(orchestrator, opening.baseBranch()))
        .map(orchestrator -> takeOver(nest(orchestrator, parentOf(task)), task, opening))
        .orElseGet(() -> create(task, opening));
  }

  /** The task's own place as the coordinator of an orchestrator. */
  private Optional<Binding> ownLead(Orchestrator orchestrator, Task task) {
    return unit.facts().liveBindings(task.id()).stream()
        .filter(binding -> binding.orchestrator().equals(orchestrator.id()))
        .filter(binding -> unit.facts().role(binding.role()).kind() == RoleKind.COORDINATOR)
        .findFirst();
  }

  /**
   * Has what starts from now on stand on another base; what failed for the old one is tried again.
   *
   * @param baseBranch null when none was named, which changes nothing
   */
  private Orchestrator rebase(Orchestrator orchestrator, @Nullable String baseBranch) {
    if (baseBranch == null || baseBranch.equals(orchestrator.baseBranch())) {
      return orchestrator;
    }
    Orchestrator based = orchestrator.withBaseBranch(baseBranch);
    unit.tx().orchestrators().update(based);
    unit.record(
        EventKind.ORCHESTRATOR_CHANGED, based.id(), null, Map.of("base_branch", baseBranch));
    unit.tx().launches().list(based.id()).stream()
        .map(Launch::role)
        .forEach(unit.launchRequests()::tryAgain);
    return based;
  }

  private void requireFree(Orchestrator orchestrator, Task task) {
    joining.refuseBound(orchestrator, task);
    if (new OwnSessions(unit).succeeds(task, orchestrator)) {
      return;
    }
    unit.facts()
        .coordinator(orchestrator.id())
        .filter(role -> unit.facts().liveBinding(role.id()).isPresent())
        .ifPresent(
            role -> {
              throw new CoordinatorExistsException(orchestrator.name(), role.name());
            });
  }

  private void refuseSecondOrchestrator(Task task) {
    for (Binding binding : unit.facts().liveBindings(task.id())) {
      if (unit.facts().role(binding.role()).kind() == RoleKind.COORDINATOR) {
        throw new BoundElsewhereException(
            unit.facts().orchestrator(binding.orchestrator()).name(),
            "which you coordinate: use "
                + Verb.SPAWN_WORKER
                + " or a subcoord node there, or end it first with "
                + Verb.ARCHIVE);
      }
    }
  }

  Membership create(Task task, Opening opening) {
    Orchestrator orchestrator =
        new Orchestrator(
            new OrchestratorId(unit.takeId(IdKind.ORCHESTRATOR)),
            opening.name(),
            opening.baseBranch(),
            parentOf(task),
            unit.now(),
            null);
    unit.tx().orchestrators().insert(orchestrator);
    unit.record(
        EventKind.ORCHESTRATOR_CREATED,
        orchestrator.id(),
        null,
        opening.baseBranch() == null
            ? Map.of("name", opening.name())
            : Map.of("name", opening.name(), "base_branch", opening.baseBranch()));
    Role role = newCoordinator(orchestrator, task, opening);
    return joining.membership(
        orchestrator, role, new BindingChanges(unit).start(role, task), false);
  }

  /** Opens the child orchestrator of a sub-coordinator node on the node's own task (G20). */
  public void openChild(Role node, Task task) {
    String name = node.name();
    for (int n = 2; unit.tx().orchestrators().findActive(name).isPresent(); n++) {
      name = Names.numbered(node.name(), n);
    }
    create(task, new Opening(name, CHILD_COORDINATOR, node.prompt(), null));
  }

  /** Gives the task the coordinator's role, which nobody lives in. */
  Membership takeOver(Orchestrator orchestrator, Task task, Opening opening) {
    Role role =
        unit.facts()
            .coordinator(orchestrator.id())
            .orElseGet(() -> newCoordinator(orchestrator, task, opening));
    return joining.membership(orchestrator, role, new BindingChanges(unit).start(role, task), true);
  }

  /** The place of a coordinator that goes on where it was. */
  Membership resumed(Orchestrator orchestrator, Role role, Binding binding) {
    return joining.membership(orchestrator, role, binding, true);
  }

  /** Nests an orchestrator below another one, or below none; never below itself. */
  Orchestrator nest(Orchestrator orchestrator, @Nullable OrchestratorId parent) {
    Nesting nesting = new Nesting(unit.tx());
    boolean circle =
        parent != null && nesting.isWithin(unit.facts().orchestrator(parent), orchestrator.id());
    Orchestrator nested = orchestrator.withParent(circle ? null : parent);
    if (!nested.equals(orchestrator)) {
      unit.tx().orchestrators().update(nested);
      String above =
          nested.parent() == null ? "" : unit.facts().orchestrator(nested.parent()).name();
      unit.record(EventKind.ORCHESTRATOR_CHANGED, nested.id(), null, Map.of("parent", above));
    }
    return nested;
  }

  private Role newCoordinator(Orchestrator orchestrator, Task task, Opening opening) {
    String prompt = opening.prompt() == null ? "" : opening.prompt();
    return new NewRole(unit)
        .add(
            orchestrator,
            opening.roleName(),
            RoleKind.COORDINATOR,
            NodeKind.WORKER,
            task.project(),
            prompt);
  }

  /** Where the task works for somebody else: the orchestrator that the new one nests below. */
  private @Nullable OrchestratorId parentOf(Task task) {
    return unit.facts().liveBindings(task.id()).stream()
        .filter(binding -> unit.facts().role(binding.role()).kind() != RoleKind.COORDINATOR)
        .max(Comparator.comparing(Binding::id))
        .map(Binding::orchestrator)
        .orElse(null);
  }
}
