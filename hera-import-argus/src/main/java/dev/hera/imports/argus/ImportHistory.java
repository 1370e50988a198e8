package dev.hera.imports.argus;

import dev.hera.history.Event;
import dev.hera.history.EventKind;
import dev.hera.message.Message;
import dev.hera.plan.Edge;
import dev.hera.role.Binding;
import dev.hera.role.EndReason;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.spi.IdKind;
import dev.hera.spi.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells imported plans as Hera would have told them (M25): each event has the instant at which it
 * happened, and each orchestrator's first one says where it comes from.
 */
final class ImportHistory {
  private final List<LongFunction<Event>> events = new ArrayList<>();
  private final Map<TaskId, Task> tasks;
  private final Map<RoleId, List<Binding>> bindings;

  ImportHistory(List<Task> tasks, Map<RoleId, List<Binding>> bindings) {
    this.tasks = tasks.stream().collect(Collectors.toMap(Task::id, Function.identity()));
    this.bindings = bindings;
    tasks.forEach(this::added);
  }

  ImportHistory tell(
      List<Orchestrator> orchestrators,
      List<Role> roles,
      List<Edge> edges,
      List<Message> messages) {
    Map<RoleId, List<Edge>> waits = edges.stream().collect(Collectors.groupingBy(Edge::blocked));
    orchestrators.forEach(this::opened);
    roles.forEach(role -> added(role, waits.getOrDefault(role.id(), List.of())));
    roles.forEach(this::changed);
    messages.forEach(this::sent);
    messages.forEach(this::read);
    orchestrators.forEach(this::archived);
    return this;
  }

  /** Appends what was told, in that order. */
  void appendTo(Transaction tx) {
    if (!events.isEmpty()) {
      long first = tx.takeIds(IdKind.EVENT, events.size());
      tx.events()
          .append(
              IntStream.range(0, events.size())
                  .mapToObj(i -> events.get(i).apply(first + i))
                  .toList());
    }
  }

  private void added(Task task) {
    happened(
        task.created(),
        EventKind.TASK_ADDED,
        null,
        null,
        null,
        Map.of("task", task.id().value(), "name", task.name()));
  }

  private void opened(Orchestrator row) {
    Map<String, Object> changes = new HashMap<>(Map.of("name", row.name(), "imported", "argus"));
    if (row.baseBranch() != null) {
      changes.put("base_branch", row.baseBranch());
    }
    happened(row.created(), EventKind.ORCHESTRATOR_CREATED, row.id(), null, null, changes);
  }

  private void archived(Orchestrator row) {
    if (row.archived() != null) {
      happened(row.archived(), EventKind.ORCHESTRATOR_ARCHIVED, row.id(), null, null, Map.of());
    }
  }

  private void added(Role role, List<Edge> waits) {
    boolean planned = role.kind() == RoleKind.WORKER && !bindings.containsKey(role.id());
    Map<String, Object> changes = new HashMap<>();
    changes.put("name", role.name());
    changes.put("node_kind", role.nodeKind().wire());
    changes.put("project", role.project() == null ? "" : role.project());
    changes.put("prompt", role.prompt());
    changes.put(planned ? "blockers" : "kind", planned ? blockers(waits) : role.kind().wire());
    about(role, role.created(), planned ? EventKind.NODE_PLANNED : EventKind.ROLE_ADDED, changes);
    if (!planned) {
      for (Edge edge : waits) {
        about(
            role, edge.created(), EventKind.EDGE_ADDED, Map.of("blocker", edge.blocker().value()));
      }
    }
  }

  private static String blockers(List<Edge> waits) {
    return waits.stream()
        .map(edge -> String.valueOf(edge.blocker().value()))
        .collect(Collectors.joining(","));
  }

  private void changed(Role role) {
    bindings.getOrDefault(role.id(), List.of()).stream()
        .sorted(Comparator.comparing(Binding::isLive).thenComparing(Binding::id))
        .forEach(binding -> bound(role, binding));
    if (role.status() != null) {
      happened(
          Objects.requireNonNullElse(role.statusAt(), role.created()),
          EventKind.STATUS_REPORTED,
          role.orchestrator(),
          role.id(),
          role.id(),
          Map.of("status", role.status().wire()));
    }
    if (role.cancelled() != null) {
      about(role, role.cancelled(), EventKind.NODE_CANCELLED, Map.of());
    }
    if (role.archived() != null) {
      about(role, role.archived(), EventKind.ROLE_ARCHIVED, Map.of());
    }
  }

  private void bound(Role role, Binding binding) {
    long id = binding.id().value();
    Task task = Objects.requireNonNull(tasks.get(binding.task()));
    Map<String, Object> start = new HashMap<>(Map.of("binding", id, "task", task.id().value()));
    if (task.branch() != null) {
      start.put("branch", task.branch());
    }
    about(role, binding.started(), EventKind.BINDING_STARTED, start);
    about(
        role,
        binding.started(),
        EventKind.TASK_CHANGED,
        Map.of(
            "task", task.id().value(),
            "task_status", task.status().wire(),
            "ready_to_close", task.readyToClose(),
            "session", task.session().wire()));
    Instant ended = binding.ended();
    if (ended != null) {
      EndReason reason = Objects.requireNonNull(binding.endReason());
      about(role, ended, EventKind.BINDING_ENDED, Map.of("binding", id, "reason", reason.wire()));
    }
  }

  private void sent(Message message) {
    happened(
        message.sent(),
        EventKind.MESSAGE_SENT,
        message.orchestrator(),
        message.sender(),
        message.sender(),
        Map.of(
            "message", message.id().value(),
            "to", message.recipient().value(),
            "tldr", message.tldr()));
  }

  private void read(Message message) {
    @Nullable Instant at = message.read();
    if (at != null) {
      happened(
          at,
          EventKind.MESSAGES_READ,
          message.orchestrator(),
          message.recipient(),
          message.recipient(),
          Map.of("messages", message.id().value()));
    }
  }

  private void about(Role role, Instant at, EventKind kind, Map<String, ?> changes) {
    happened(at, kind, role.orchestrator(), null, role.id(), changes);
  }

  private void happened(
      Instant at,
      EventKind kind,
      @Nullable OrchestratorId orchestrator,
      @Nullable RoleId actor,
      @Nullable RoleId subject,
      Map<String, ?> changes) {
    TreeMap<String, String> texts = new TreeMap<>();
    changes.forEach((field, value) -> texts.put(field, String.valueOf(value)));
    events.add(sequence -> new Event(sequence, at, orchestrator, actor, kind, subject, texts));
  }
}
