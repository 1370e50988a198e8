package dev.hera.view.projection;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.plan.Edge;
import dev.hera.plan.Launch;
import dev.hera.plan.LaunchId;
import dev.hera.role.Binding;
import dev.hera.role.BindingId;
import dev.hera.role.EndReason;
import dev.hera.role.NodeKind;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import dev.hera.role.TaskId;
import dev.hera.view.Attention;
import dev.hera.view.PlanView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The rows of a plan from its events alone (M25): after all of them those of the present plan,
 * after the first of them those that the plan had then. Two things have no event. A start that is
 * tried again after a conflict of branches shows as held until it begins; and directories, keys and
 * options of launches are not told.
 */
public final class PlanReplay {
  private final Map<RoleId, Role> roles = new HashMap<>();
  private final Map<RoleId, List<Binding>> bindings = new HashMap<>();
  private final Map<RoleId, ToldLaunch> launches = new HashMap<>();
  private final Map<Edge.Key, Edge> edges = new TreeMap<>();
  private final ToldTasks tasks = new ToldTasks();
  private final Map<RoleId, Event> lastWords = new HashMap<>();
  private Orchestrator orchestrator;
  private Instant last = Instant.MIN;

  /** Begins before the first event of an orchestrator. */
  public PlanReplay(Orchestrator orchestrator) {
    this.orchestrator = orchestrator.archivedAt(null);
  }

  /** Takes the next events of the orchestrator, in sequence order. */
  public void apply(List<Event> events) {
    events.forEach(this::apply);
  }

  private void apply(Event event) {
    last = event.at();
    tasks.apply(event);
    ToldEdge.of(event).forEach(edge -> apply(event, edge));
    RoleId subject = event.subject();
    if (subject != null) {
      apply(event, subject);
    } else if (event.kind() == EventKind.ORCHESTRATOR_ARCHIVED) {
      orchestrator = orchestrator.archivedAt(event.at());
    }
  }

  private void apply(Event event, RoleId subject) {
    Map<String, String> changes = event.changes();
    switch (event.kind()) {
      case ROLE_ADDED, NODE_PLANNED -> added(event, subject);
      case NODE_UPDATED -> change(subject, role -> edited(role, changes));
      case NODE_CANCELLED -> change(subject, role -> role.cancelledAt(event.at()));
      case ROLE_ARCHIVED -> change(subject, role -> role.archivedAt(event.at()));
      case STATUS_REPORTED ->
          change(
              subject,
              role -> role.withStatus(Status.get(ToldFields.field(changes, "status")), event.at()));
      case BINDING_STARTED -> bindingStarted(event, subject);
      case BINDING_ENDED -> bindingEnded(event, subject);
      case LAUNCH_REQUESTED,
          LAUNCH_WITHDRAWN,
          LAUNCH_STARTING,
          LAUNCH_SILENT,
          LAUNCH_BOUND,
          LAUNCH_FAILED,
          LAUNCH_HELD,
          LAUNCH_RELEASED ->
          launches
              .computeIfAbsent(subject, none -> new ToldLaunch(launch(changes)))
              .apply(event, bindings.getOrDefault(subject, List.of()));
      case HOLD_CLOSED -> holdClosed(subject, changes);
      case MESSAGE_SENT -> {
        if (subject.equals(event.actor())) {
          lastWords.put(subject, event);
        }
      }
      case ORCHESTRATOR_CREATED,
          ORCHESTRATOR_CHANGED,
          ORCHESTRATOR_ARCHIVED,
          EDGE_ADDED,
          EDGE_REMOVED,
          TASK_ADDED,
          TASK_CHANGED,
          SESSION_ENDED,
          FAILURE_UNTOLD,
          FAILURE_TOLD,
          HOLD_OPENED,
          MESSAGES_READ,
          LATE_RESULT -> {}
    }
  }

  private void change(RoleId role, UnaryOperator<Role> change) {
    roles.computeIfPresent(role, (id, before) -> change.apply(before));
  }

  private void added(Event event, RoleId id) {
    Map<String, String> changes = event.changes();
    String project = changes.getOrDefault("project", "");
    roles.put(
        id,
        new Role(
            id,
            orchestrator.id(),
            ToldFields.field(changes, "name"),
            ToldFields.constant(
                RoleKind.class, changes.getOrDefault("kind", RoleKind.WORKER.wire())),
            ToldFields.constant(NodeKind.class, ToldFields.field(changes, "node_kind")),
            project.isEmpty() ? null : project,
            ToldFields.field(changes, "prompt"),
            event.at(),
            null,
            null,
            null,
            null));
  }

  private static Role edited(Role role, Map<String, String> changes) {
    return role.withMission(
        changes.getOrDefault("project", role.project()),
        changes.getOrDefault("prompt", changes.getOrDefault("goal", role.prompt())));
  }

  private void apply(Event event, ToldEdge told) {
    if (told.added()) {
      edges.put(
          told.key(), new Edge(orchestrator.id(), told.blocked(), told.blocker(), event.at()));
    } else {
      edges.remove(told.key());
    }
  }

  private void bindingStarted(Event event, RoleId role) {
    bindings
        .computeIfAbsent(role, none -> new ArrayList<>())
        .add(
            new Binding(
                binding(event.changes()),
                role,
                orchestrator.id(),
                new TaskId(Long.parseLong(ToldFields.field(event.changes(), "task"))),
                null,
                event.at(),
                null,
                null));
  }

  private void bindingEnded(Event event, RoleId role) {
    BindingId ended = binding(event.changes());
    EndReason reason =
        ToldFields.constant(EndReason.class, ToldFields.field(event.changes(), "reason"));
    bindings
        .getOrDefault(role, List.of())
        .replaceAll(one -> one.id().equals(ended) ? one.endedAt(event.at(), reason) : one);
    ToldLaunch launch = launches.get(role);
    if (launch != null) {
      launch.bindingEnded(ended, reason);
    }
  }

  /** A hold that no blocker is the cause of is one of the launch. */
  private void holdClosed(RoleId role, Map<String, String> changes) {
    ToldLaunch launch = launches.get(role);
    if (launch != null && !changes.containsKey("blocker")) {
      launch.holdClosed();
    }
  }

  /** The rows after the events so far. */
  public PlanRows rows() {
    Map<RoleId, Launch> started = new HashMap<>();
    launches.forEach(
        (id, launch) -> {
          Role role = roles.get(id);
          if (role != null) {
            started.put(id, launch.row(role));
          }
        });
    return new PlanRows(
        orchestrator,
        roles.values().stream()
            .filter(Role::isActive)
            .collect(Collectors.toMap(Role::id, role -> role)),
        new ToldGates(orchestrator, bindings, tasks).count(roles.values(), edges.values()),
        started,
        bindings.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue()))),
        tasks.rows(),
        List.copyOf(edges.values()));
  }

  /** The nodes that somebody should look at, the most urgent first. */
  public List<Attention> attention(PlanRows rows, PlanView plan) {
    return new PastAttention(rows, last, this::isSilent, lastWords).find(plan);
  }

  private boolean isSilent(RoleId role) {
    ToldLaunch launch = launches.get(role);
    return launch != null && launch.isSilent();
  }

  private static BindingId binding(Map<String, String> changes) {
    return new BindingId(Long.parseLong(ToldFields.field(changes, "binding")));
  }

  private static LaunchId launch(Map<String, String> changes) {
    return new LaunchId(Long.parseLong(ToldFields.field(changes, "launch")));
  }
}
