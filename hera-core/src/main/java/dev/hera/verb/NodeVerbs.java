package dev.hera.verb;

import dev.hera.call.Acting;
import dev.hera.error.AlreadyMaterializedException;
import dev.hera.error.CancelledException;
import dev.hera.error.NotFoundException;
import dev.hera.history.EventKind;
import dev.hera.plan.Gate;
import dev.hera.plan.HoldReason;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchOptions;
import dev.hera.plan.NodeEdit;
import dev.hera.plan.NodeState;
import dev.hera.result.NodeCancelled;
import dev.hera.result.NodeUpdated;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.vocabulary.Verb;
import dev.hera.work.UnitOfWork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Changes single nodes of a plan. */
public final class NodeVerbs {
  /** What the history calls a field by another name than the facade. */
  private static final Map<String, String> IN_HISTORY = Map.of("baseBranch", "base_branch");

  private final UnitOfWork unit;

  public NodeVerbs(UnitOfWork unit) {
    this.unit = unit;
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
    Aftermath aftermath = Aftermath.of(unit, node);
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
    return named(unit, acting, "name", name);
  }

  /** The role that a field of a call names. */
  static Role named(UnitOfWork unit, Acting acting, String field, String name) {
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
