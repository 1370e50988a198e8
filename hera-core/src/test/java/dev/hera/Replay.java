package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.history.Event;
import dev.hera.plan.Edge;
import dev.hera.role.Orchestrator;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.Task;
import dev.hera.spi.RoleFilter;
import dev.hera.spi.Transaction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds a plan again from its events alone, and compares it with the plan that is stored. */
@Proves("M25")
final class Replay {
  private static final int PAGE = 97;

  /** What the events say of one role. */
  private static final class Told {
    private String name = "";
    private String prompt = "";
    private String project = "";
    private String kind = "worker";
    private String nodeKind = "worker";
    private @Nullable String status;
    private @Nullable String task;
    private boolean cancelled;
    private boolean archived;
    private boolean live;
  }

  private final Map<RoleId, Told> roles = new HashMap<>();
  private final Map<String, String> taskStatuses = new HashMap<>();
  private final Set<String> edges = new HashSet<>();
  private long last;

  private Replay() {}

  /** Replays an orchestrator's events and checks that they give what is stored. */
  static void check(Transaction tx, Orchestrator orchestrator, String when) {
    Replay replay = new Replay();
    List<Event> page = tx.events().list(orchestrator.id(), 0, PAGE);
    while (!page.isEmpty()) {
      page.forEach(replay::apply);
      page = tx.events().list(orchestrator.id(), replay.last, PAGE);
    }
    replay.compare(tx, orchestrator, when);
  }

  private void apply(Event event) {
    assertThat(event.sequence()).isGreaterThan(last);
    last = event.sequence();
    Map<String, String> changes = event.changes();
    RoleId subject = event.subject();
    if (changes.containsKey("task_status")) {
      taskStatuses.put(changes.get("task"), changes.get("task_status"));
    }
    switch (event.kind()) {
      case ROLE_ADDED, NODE_PLANNED -> added(told(subject), subject, changes);
      case NODE_UPDATED -> updated(told(subject), changes);
      case NODE_CANCELLED -> told(subject).cancelled = true;
      case ROLE_ARCHIVED -> told(subject).archived = true;
      case EDGE_ADDED -> edges.add(edge(subject, changes.get("blocker")));
      case EDGE_REMOVED -> edges.remove(edge(subject, changes.get("blocker")));
      case STATUS_REPORTED -> told(subject).status = changes.get("status");
      case BINDING_STARTED -> {
        told(subject).live = true;
        told(subject).task = changes.get("task");
      }
      case BINDING_ENDED -> told(subject).live = false;
      case ORCHESTRATOR_CREATED,
          ORCHESTRATOR_CHANGED,
          ORCHESTRATOR_ARCHIVED,
          TASK_ADDED,
          TASK_CHANGED,
          SESSION_ENDED,
          LAUNCH_REQUESTED,
          LAUNCH_WITHDRAWN,
          LAUNCH_STARTING,
          LAUNCH_SILENT,
          LAUNCH_BOUND,
          LAUNCH_FAILED,
          LAUNCH_HELD,
          LAUNCH_RELEASED,
          FAILURE_UNTOLD,
          FAILURE_TOLD,
          HOLD_OPENED,
          HOLD_CLOSED,
          MESSAGE_SENT,
          MESSAGES_READ,
          LATE_RESULT -> {}
    }
  }

  private Told told(@Nullable RoleId subject) {
    return roles.computeIfAbsent(Objects.requireNonNull(subject), id -> new Told());
  }

  private static String edge(@Nullable RoleId blocked, @Nullable String blocker) {
    return Objects.requireNonNull(blocked).value() + "<-" + blocker;
  }

  private void added(Told role, @Nullable RoleId subject, Map<String, String> changes) {
    role.name = changes.get("name");
    role.prompt = changes.get("prompt");
    role.project = changes.get("project");
    role.kind = changes.getOrDefault("kind", "worker");
    role.nodeKind = changes.get("node_kind");
    for (String blocker : changes.getOrDefault("blockers", "").split(",", -1)) {
      if (!blocker.isEmpty()) {
        edges.add(edge(subject, blocker));
      }
    }
  }

  private static void updated(Told role, Map<String, String> changes) {
    role.prompt = changes.getOrDefault("prompt", changes.getOrDefault("goal", role.prompt));
    role.project = changes.getOrDefault("project", role.project);
  }

  private void compare(Transaction tx, Orchestrator orchestrator, String when) {
    List<Edge> stored = tx.edges().list(orchestrator.id());
    assertThat(edges)
        .as(when)
        .isEqualTo(
            stored.stream()
                .map(edge -> edge(edge.blocked(), String.valueOf(edge.blocker().value())))
                .collect(Collectors.toSet()));
    Set<RoleId> active =
        tx.roles().listActive(orchestrator.id(), RoleFilter.ALL).stream()
            .map(Role::id)
            .collect(Collectors.toSet());
    assertThat(
            roles.entrySet().stream()
                .filter(entry -> !entry.getValue().archived)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet()))
        .as(when)
        .isEqualTo(active);
    roles.forEach((id, told) -> compare(tx, tx.roles().find(id).orElseThrow(), told, when));
  }

  private void compare(Transaction tx, Role role, Told told, String when) {
    String what = when + ", " + role;
    assertThat(told.name).as(what).isEqualTo(role.name());
    assertThat(told.prompt).as(what).isEqualTo(role.prompt());
    assertThat(told.project).as(what).isEqualTo(role.project() == null ? "" : role.project());
    assertThat(told.kind).as(what).isEqualTo(role.kind().wire());
    assertThat(told.nodeKind).as(what).isEqualTo(role.nodeKind().wire());
    assertThat(told.cancelled).as(what).isEqualTo(role.isCancelled());
    assertThat(told.status).as(what).isEqualTo(role.status() == null ? null : role.status().wire());
    boolean live =
        tx.bindings().listOfRoles(Set.of(role.id())).stream().anyMatch(binding -> binding.isLive());
    assertThat(told.live).as(what).isEqualTo(live);
    if (told.live && told.task != null && taskStatuses.containsKey(told.task)) {
      Task task =
          tx.tasks().list(List.of(new dev.hera.role.TaskId(Long.parseLong(told.task)))).get(0);
      assertThat(taskStatuses.get(told.task)).as(what).isEqualTo(task.status().wire());
    }
  }
}
