package dev.hera.verb;

import dev.hera.call.Acting;
import dev.hera.error.AlreadyBoundException;
import dev.hera.error.BoundElsewhereException;
import dev.hera.error.CoordinatorExistsException;
import dev.hera.error.InvalidArgumentException;
import dev.hera.error.NameTakenException;
import dev.hera.error.NotFoundException;
import dev.hera.history.EventKind;
import dev.hera.plan.Gate;
import dev.hera.plan.Launch;
import dev.hera.result.Membership;
import dev.hera.role.Binding;
import dev.hera.role.Names;
import dev.hera.role.NodeKind;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Required;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.spi.IdKind;
import dev.hera.vocabulary.Verb;
import dev.hera.work.BindingChanges;
import dev.hera.work.Nesting;
import dev.hera.work.UnitOfWork;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens orchestrators and joins them: {@code Newcomer.newOrchestrator}, {@code Newcomer.join}. */
public final class JoinVerbs {
  /** The role name of the coordinator of a child orchestrator (G20). */
  static final String CHILD_COORDINATOR = "coord";

  private final UnitOfWork unit;

  public JoinVerbs(UnitOfWork unit) {
    this.unit = unit;
  }

  /** What a caller gives to open an orchestrator; both names are already checked. */
  public record Opening(
      String name, String roleName, @Nullable String prompt, @Nullable String baseBranch) {}

  /** What a caller gives to attach; the role name is already checked. */
  public record Attaching(
      String orchestrator,
      String roleName,
      RoleKind kind,
      @Nullable String prompt,
      @Nullable Status status) {}

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
   */
  private Orchestrator rebase(Orchestrator orchestrator, String baseBranch) {
    if (baseBranch.equals(orchestrator.baseBranch())) {
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
    refuseBound(orchestrator, task);
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

  /** Refuses a task, or its directory, that already has a live place in the orchestrator (M13). */
  private void refuseBound(Orchestrator orchestrator, Task task) {
    unit.tx().bindings().listLive(orchestrator.id()).stream()
        .filter(binding -> binding.task().equals(task.id()) || sharesWorktree(binding, task))
        .findFirst()
        .ifPresent(
            binding -> {
              throw new AlreadyBoundException(orchestrator.name(), binding.id().value());
            });
  }

  private static boolean sharesWorktree(Binding binding, Task task) {
    return task.worktree() != null && task.worktree().equals(binding.worktree());
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
    return membership(orchestrator, role, new BindingChanges(unit).start(role, task), false);
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
    return membership(orchestrator, role, new BindingChanges(unit).start(role, task), true);
  }

  /** The place of a coordinator that goes on where it was. */
  Membership resumed(Orchestrator orchestrator, Role role, Binding binding) {
    return membership(orchestrator, role, binding, true);
  }

  /** Nests an orchestrator below another one, or below none; never below itself. */
  Orchestrator nest(Orchestrator orchestrator, @Nullable OrchestratorId parent) {
    Nesting nesting = new Nesting(unit.tx());
    boolean circle =
        parent != null && nesting.isWithin(unit.facts().orchestrator(parent), orchestrator.id());
    Orchestrator nested = orchestrator.withParent(circle ? null : parent);
    unit.tx().orchestrators().update(nested);
    return nested;
  }

  private Role newCoordinator(Orchestrator orchestrator, Task task, Opening opening) {
    String prompt = opening.prompt() == null ? "" : opening.prompt();
    return add(
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

  public Membership attach(Task task, Attaching attaching) {
    Orchestrator orchestrator = active(attaching.orchestrator());
    refuseBound(orchestrator, task);
    refuseWorkerElsewhere(task);
    if (unit.tx().roles().findActive(orchestrator.id(), attaching.roleName()).isPresent()) {
      throw new NameTakenException("roleName", attaching.roleName());
    }
    String prompt = attaching.prompt() == null ? "" : attaching.prompt();
    Role role =
        add(
            orchestrator,
            attaching.roleName(),
            attaching.kind(),
            NodeKind.WORKER,
            task.project(),
            prompt);
    Binding binding = new BindingChanges(unit).start(role, task);
    if (attaching.status() != null) {
      unit.actAs(role.id());
      new StatusVerbs(unit).apply(role, task, attaching.status());
    }
    return membership(orchestrator, unit.facts().role(role.id()), binding, false);
  }

  /** The active orchestrator of this name. */
  public Orchestrator active(String name) {
    return unit.tx()
        .orchestrators()
        .findActive(name)
        .orElseThrow(
            () ->
                new NotFoundException(
                    "orchestrator",
                    "orchestrator",
                    name,
                    "open it with " + Verb.NEW_ORCHESTRATOR + ", or check the name"));
  }

  private void refuseWorkerElsewhere(Task task) {
    for (Binding binding : unit.facts().liveBindings(task.id())) {
      if (unit.facts().role(binding.role()).kind() != RoleKind.COORDINATOR) {
        throw new BoundElsewhereException(
            unit.facts().orchestrator(binding.orchestrator()).name(),
            "use " + Verb.MOVE + " to leave it for this one");
      }
    }
  }

  /** Stores a new role with its gate; the name is free. */
  public Role add(
      Orchestrator orchestrator,
      String name,
      RoleKind kind,
      NodeKind nodeKind,
      @Nullable String project,
      String prompt) {
    Role role =
        new Role(
            new RoleId(unit.takeId(IdKind.ROLE)),
            orchestrator.id(),
            name,
            kind,
            nodeKind,
            project,
            prompt,
            unit.now(),
            null,
            null,
            null,
            null);
    unit.tx().roles().insert(List.of(role));
    Gate gate = Gate.of(role.id(), orchestrator.id(), unit.facts().node(role));
    unit.tx().gates().insert(List.of(gate));
    unit.record(
        EventKind.ROLE_ADDED,
        orchestrator.id(),
        role.id(),
        Map.of(
            "name",
            name,
            "kind",
            kind.wire(),
            "node_kind",
            nodeKind.wire(),
            "project",
            project == null ? "" : project,
            "prompt",
            prompt));
    return role;
  }

  /** The caller's own place; marks nothing read. */
  public Membership claim(Acting acting) {
    return membership(acting.orchestrator(), acting.role(), acting.binding(), false);
  }

  private Membership membership(
      Orchestrator orchestrator, Role role, Binding binding, boolean resumed) {
    return new Membership(
        orchestrator.name(),
        role.name(),
        role.kind(),
        binding.id(),
        binding.task(),
        resumed,
        new MessageVerbs(unit).countUnread(role.id(), true),
        role.status(),
        elsewhere(binding),
        unit.facts().task(binding.task()).handoffNote());
  }

  private List<String> elsewhere(Binding here) {
    return List.copyOf(
        unit.facts().liveBindings(here.task()).stream()
            .filter(binding -> !binding.orchestrator().equals(here.orchestrator()))
            .map(binding -> unit.facts().orchestrator(binding.orchestrator()).name())
            .toList());
  }

  /** The kind that may join: not a coordinator. */
  public static RoleKind joiningKind(RoleKind kind) {
    if (Required.given("kind", kind) == RoleKind.COORDINATOR) {
      throw new InvalidArgumentException(
          "kind",
          "a coordinator does not join; open the orchestrator with " + Verb.NEW_ORCHESTRATOR);
    }
    return kind;
  }
}
