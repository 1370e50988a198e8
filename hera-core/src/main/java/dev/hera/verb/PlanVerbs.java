package dev.hera.verb;

import dev.hera.call.Acting;
import dev.hera.error.AlreadyMaterializedException;
import dev.hera.error.CancelledException;
import dev.hera.error.CoordinatorBlockerException;
import dev.hera.error.CycleException;
import dev.hera.error.NotFoundException;
import dev.hera.error.SelfEdgeException;
import dev.hera.history.EventKind;
import dev.hera.plan.Edge;
import dev.hera.plan.Gate;
import dev.hera.plan.Graph;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.NodeEdit;
import dev.hera.plan.NodeState;
import dev.hera.result.EdgeAdded;
import dev.hera.result.EdgeRemoved;
import dev.hera.result.NodeCancelled;
import dev.hera.result.NodeUpdated;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.vocabulary.Verb;
import dev.hera.work.UnitOfWork;
import dev.hera.work.rows.EdgeRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Changes single nodes and edges of a plan. */
public final class PlanVerbs {
  /** What the history calls a field by another name than the facade. */
  private static final Map<String, String> IN_HISTORY = Map.of("baseBranch", "base_branch");

  /** How many levels of edges are asked for before the plan's edges are used that are in memory. */
  private static final int FIRST_LEVELS = 2;

  /** How many are before all edges of the plan are read into memory. */
  private static final int LEVELS_ASKED = 4;

  private final UnitOfWork unit;

  public PlanVerbs(UnitOfWork unit) {
    this.unit = unit;
  }

  public EdgeAdded block(Acting acting, String blockedName, String blockerName) {
    if (blockedName.equals(blockerName)) {
      throw new SelfEdgeException("blocker", blockerName);
    }
    Role blocked = endpoint(acting, "blocked", blockedName);
    Role blocker = endpoint(acting, "blocker", blockerName);
    if (blocker.kind() == RoleKind.COORDINATOR) {
      throw new CoordinatorBlockerException("blocker", blockerName);
    }
    if (unit.tx().edges().contains(blocked.id(), blocker.id())) {
      return added(blocked, blocker, false);
    }
    refuseCycle(blocked, blocker);
    addEdge(blocked, blocker);
    return added(blocked, blocker, true);
  }

  private EdgeAdded added(Role blocked, Role blocker, boolean added) {
    Aftermath aftermath = aftermath(blocked);
    return new EdgeAdded(
        blocked.name(),
        blocker.name(),
        added,
        unit.facts().state(blocked),
        aftermath.released(),
        aftermath.held());
  }

  /** What followed of the verb for a node, also when nothing changed, and for others. */
  private Aftermath aftermath(Role node) {
    unit.settle();
    unit.reachedGates().putIfAbsent(node.id(), unit.facts().gate(node.id()));
    return Aftermath.of(unit, node.orchestrator());
  }

  private void refuseCycle(Role blocked, Role blocker) {
    List<RoleId> way = way(blocker.id(), blocked.id(), blocked.orchestrator());
    if (!way.isEmpty()) {
      List<String> path = new ArrayList<>(List.of(blocked.name()));
      way.forEach(id -> path.add(unit.facts().role(id).name()));
      throw new CycleException("blocker", path);
    }
  }

  /** What the node {@code from} waits for up to {@code to}; empty when it does not. */
  private List<RoleId> way(RoleId from, RoleId to, OrchestratorId orchestrator) {
    return shortWay(from, to, FIRST_LEVELS)
        .or(() -> unit.keptGraph(orchestrator).map(graph -> graph.path(from, to)))
        .or(() -> shortWay(from, to, LEVELS_ASKED))
        .orElseGet(() -> unit.readGraph(orchestrator).path(from, to));
  }

  /** The same if it is known after so many levels from each end. */
  private Optional<List<RoleId>> shortWay(RoleId from, RoleId to, int levels) {
    EdgeRows edges = unit.tx().edges();
    return Graph.path(from, to, edges::listBlockers, edges::listDependents, levels);
  }

  /** Stores an edge between stored roles and carries what it means. */
  void addEdge(Role blocked, Role blocker) {
    unit.tx()
        .edges()
        .insert(List.of(new Edge(blocked.orchestrator(), blocked.id(), blocker.id(), unit.now())));
    unit.record(
        EventKind.EDGE_ADDED,
        blocked.orchestrator(),
        blocked.id(),
        Map.of("blocker", blocker.id().value()));
    unit.propagation().edgeAdded(blocked.id(), blocker);
  }

  public EdgeRemoved unblock(Acting acting, String blockedName, String blockerName) {
    Role blocked = endpoint(acting, "blocked", blockedName);
    Role blocker = endpoint(acting, "blocker", blockerName);
    boolean removed = unit.tx().edges().delete(blocked.id(), blocker.id());
    if (removed) {
      unit.record(
          EventKind.EDGE_REMOVED,
          blocked.orchestrator(),
          blocked.id(),
          Map.of("blocker", blocker.id().value()));
      unit.propagation().edgeRemoved(blocked.id(), blocker.id());
    }
    Aftermath aftermath = aftermath(blocked);
    return new EdgeRemoved(
        blocked.name(),
        blocker.name(),
        removed,
        unit.facts().state(blocked),
        aftermath.released(),
        aftermath.held());
  }

  private Role endpoint(Acting acting, String field, String name) {
    return unit.tx()
        .roles()
        .findActive(acting.orchestrator().id(), name)
        .orElseThrow(
            () ->
                new NotFoundException(
                    field,
                    "role",
                    name,
                    "plan it first with " + Verb.PLAN_NODE + ", or check the name"));
  }

  public NodeUpdated update(Acting acting, String name, NodeEdit edit) {
    Role node = editable(acting, name);
    Role edited = node.withMission(project(node, edit), PlanCheck.mission(node, edit));
    LaunchOptions before =
        unit.facts().launch(node.id()).map(Launch::options).orElse(LaunchOptions.NONE);
    LaunchOptions after = edit.options().orElse(before);
    List<String> changed = new ArrayList<>();
    Map<String, Object> values = new HashMap<>();
    note(changed, values, PlanCheck.missionField(node), node.prompt(), edited.prompt());
    note(changed, values, "project", node.project(), edited.project());
    note(changed, values, "baseBranch", before.baseBranch(), after.baseBranch());
    note(changed, values, "model", before.model(), after.model());
    note(changed, values, "backend", before.backend(), after.backend());
    if (!after.equals(before)) {
      unit.launchRequests().optionsChanged(unit.facts().gate(node.id()), after);
    }
    if (!changed.isEmpty()) {
      unit.tx().roles().update(edited);
      unit.record(EventKind.NODE_UPDATED, node.orchestrator(), node.id(), values);
    }
    releaseConflict(node);
    unit.launchRequests().tryAgain(node.id());
    Aftermath aftermath = aftermath(node);
    return new NodeUpdated(
        node.name(),
        state(node.id()),
        List.copyOf(changed),
        aftermath.released(),
        aftermath.held());
  }

  private static void note(
      List<String> changed,
      Map<String, Object> values,
      String field,
      @Nullable String before,
      @Nullable String after) {
    if (!Objects.equals(before, after)) {
      changed.add(field);
      values.put(IN_HISTORY.getOrDefault(field, field), String.valueOf(after));
    }
  }

  /** Finds the project of a node; null when there is none, or no such node. */
  public static BiFunction<UnitOfWork, Acting, @Nullable String> projectOf(String node) {
    return (unit, acting) ->
        unit.tx()
            .roles()
            .findActive(acting.orchestrator().id(), node)
            .map(Role::project)
            .orElse(null);
  }

  private static @Nullable String project(Role node, NodeEdit edit) {
    return edit.project() == null ? node.project() : edit.project();
  }

  private void releaseConflict(Role node) {
    unit.facts()
        .launch(node.id())
        .filter(launch -> launch.heldReason() == HoldReason.MERGE_CONFLICT)
        .ifPresent(this::release);
  }

  private void release(Launch launch) {
    Gate gate = unit.facts().gate(launch.role());
    unit.tx().launches().update(launch.releasedAt(unit.now()));
    unit.holding().closeConflict(launch);
    unit.launchRequests().requestOrWithdraw(gate);
    unit.effects().wakeGater();
  }

  public NodeCancelled cancel(Acting acting, String name) {
    Role node = node(acting, name);
    if (node.isCancelled()) {
      return new NodeCancelled(node.name(), List.of(), List.of());
    }
    refuseStarted(node, "stop the running worker through its task");
    unit.tx().roles().update(node.cancelledAt(unit.now()));
    unit.record(EventKind.NODE_CANCELLED, node.orchestrator(), node.id(), Map.of());
    Aftermath aftermath = Aftermath.of(unit, node.orchestrator());
    return new NodeCancelled(node.name(), aftermath.released(), aftermath.held());
  }

  private Role editable(Acting acting, String name) {
    Role node = node(acting, name);
    if (node.isCancelled()) {
      throw new CancelledException(node.name());
    }
    refuseStarted(node, "write to its worker with " + Verb.SEND + " instead");
    return node;
  }

  private Role node(Acting acting, String name) {
    return endpoint(acting, "name", name);
  }

  private void refuseStarted(Role node, String next) {
    if (unit.facts().lastStart(node.id()).isPresent()) {
      throw new AlreadyMaterializedException(node.name(), next);
    }
  }

  /** The state of a node of the planned set. */
  NodeState state(RoleId node) {
    Optional<Launch> launch = unit.facts().launch(node);
    return NodeState.of(unit.facts().gate(node), launch.orElse(null));
  }
}
