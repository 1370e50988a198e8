package dev.hera.imports.argus;

import dev.hera.message.DeliveryMode;
import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.plan.Edge;
import dev.hera.role.Binding;
import dev.hera.role.BindingId;
import dev.hera.role.EndReason;
import dev.hera.role.NodeKind;
import dev.hera.role.Orchestrator;
import dev.hera.role.OrchestratorId;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.RoleKind;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes down, row by row, what another program kept. */
final class ImportedRows {
  static final Instant THEN = Instant.parse("2026-05-04T03:02:01.987Z");

  private final List<Orchestrator> orchestrators = new ArrayList<>();
  private final List<Role> roles = new ArrayList<>();
  private final List<Task> tasks = new ArrayList<>();
  private final List<Binding> bindings = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();
  private final List<Message> messages = new ArrayList<>();
  private final Map<RoleId, MessageId> cursors = new LinkedHashMap<>();
  private final Map<String, Integer> leftOut = new LinkedHashMap<>();

  ImportedPlans plans() {
    return new ImportedPlans(
        orchestrators, roles, tasks, bindings, edges, messages, cursors, leftOut, List.of());
  }

  ImportedRows orchestrator(long id, String name, @Nullable Instant archived) {
    orchestrators.add(new Orchestrator(new OrchestratorId(id), name, "main", null, THEN, archived));
    return this;
  }

  ImportedRows role(long id, long orchestrator, String name, RoleKind kind) {
    return role(id, orchestrator, name, kind, null, null, null);
  }

  ImportedRows role(
      long id,
      long orchestrator,
      String name,
      RoleKind kind,
      @Nullable Status status,
      @Nullable Instant cancelled,
      @Nullable Instant archived) {
    roles.add(
        new Role(
            new RoleId(id),
            new OrchestratorId(orchestrator),
            name,
            kind,
            NodeKind.WORKER,
            "shop",
            "do " + name,
            THEN,
            archived,
            cancelled,
            status,
            status == null ? null : THEN.plusSeconds(9)));
    return this;
  }

  ImportedRows worker(long id, String name) {
    return role(id, 1, name, RoleKind.WORKER);
  }

  ImportedRows worker(long id, String name, Status status) {
    return role(id, 1, name, RoleKind.WORKER, status, null, null);
  }

  ImportedRows task(long id, TaskStatus status, @Nullable Instant archived) {
    tasks.add(
        new Task(
            new TaskId(id),
            "task " + id,
            "shop",
            status,
            null,
            false,
            "/wt/" + id,
            "branch-" + id,
            null,
            SessionState.NONE,
            null,
            null,
            THEN,
            archived,
            null));
    return this;
  }

  ImportedRows live(long id, long role, long orchestrator, long task) {
    return binding(id, role, orchestrator, task, null);
  }

  ImportedRows binding(
      long id, long role, long orchestrator, long task, @Nullable EndReason reason) {
    bindings.add(
        new Binding(
            new BindingId(id),
            new RoleId(role),
            new OrchestratorId(orchestrator),
            new TaskId(task),
            "/wt/" + task,
            THEN.plusSeconds(id),
            reason == null ? null : THEN.plusSeconds(id + 1),
            reason));
    return this;
  }

  ImportedRows edge(long blocked, long blocker) {
    edges.add(
        new Edge(
            new OrchestratorId(0),
            new RoleId(blocked),
            new RoleId(blocker),
            THEN.plusSeconds(edges.size())));
    return this;
  }

  ImportedRows message(long id, long sender, long recipient, String tldr, @Nullable Long answers) {
    return mail(
        id,
        sender,
        recipient,
        tldr,
        "body of " + id,
        answers == null ? null : new MessageId(answers));
  }

  ImportedRows mail(long id, long sender, long recipient, String tldr, String body) {
    return mail(id, sender, recipient, tldr, body, null);
  }

  private ImportedRows mail(
      long id, long sender, long recipient, String tldr, String body, @Nullable MessageId answers) {
    messages.add(
        new Message(
            new MessageId(id),
            new OrchestratorId(0),
            new RoleId(sender),
            new RoleId(recipient),
            body,
            tldr,
            answers,
            THEN.plusSeconds(id),
            id % 2 == 0 ? THEN.plusSeconds(id + 1) : null,
            DeliveryMode.PENDING,
            false));
    return this;
  }

  ImportedRows leftOut(String kind, int rows) {
    leftOut.put(kind, rows);
    return this;
  }

  ImportedRows cursor(long role, long message) {
    cursors.put(new RoleId(role), new MessageId(message));
    return this;
  }
}
