package dev.hera.imports.argus;

import dev.hera.imports.argus.ArgusTables.Row;
import dev.hera.imports.argus.ImportReport.Fate;
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
import dev.hera.role.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads an argus database in Hera's words. */
final class ArgusReader {
  private static final String NO_ROLE = "argus has no such role";

  private final ArgusTables tables;
  private final ArgusValues values;
  private final Instant now;

  ArgusReader(ArgusTables tables, ArgusValues values, Instant now) {
    this.tables = tables;
    this.values = values;
    this.now = now;
  }

  ImportedPlans read() {
    List<Role> roles = roles();
    List<Row> bound = boundRows();
    ArgusTasks tasks = new ArgusTasks(tables, values, roles, bound);
    values.note(
        Fate.LEFT_OUT,
        "pins, kanban columns, archetypes, backends, models, process and session ids, results,"
            + " prompts, roles and thread statuses of tasks (those of roles are taken)",
        "Hera keeps nothing like these");
    List<Orchestrator> orchestrators = orchestrators();
    List<Binding> bindings = bindings(bound, tasks);
    List<Edge> edges = edges();
    List<Message> messages = messages();
    return new ImportedPlans(
        orchestrators,
        roles,
        tasks.all(),
        bindings,
        edges,
        messages,
        cursors(),
        values.leftOut(),
        values.notes());
  }

  private List<Orchestrator> orchestrators() {
    return tables
        .rows(
            "hera_orchestrators",
            List.of("id", "name"),
            List.of("created_at", "archived_at", "nuked_at", "base_branch"))
        .stream()
        .map(this::orchestrator)
        .toList();
  }

  private Orchestrator orchestrator(Row row) {
    String what = "orchestrator " + row.number("id");
    return new Orchestrator(
        new OrchestratorId(row.number("id")),
        values.text(row.text("name").orElse(""), what),
        row.given("base_branch").map(text -> values.text(text.strip(), what)).orElse(null),
        null,
        values.neededInstant(row, "created_at", what),
        archived(row, what));
  }

  /** What was nuked is out of sight too. */
  private @Nullable Instant archived(Row row, String what) {
    return values
        .instant(row, "archived_at", what)
        .or(() -> values.instant(row, "nuked_at", what))
        .orElse(null);
  }

  private List<Role> roles() {
    Map<Long, Row> statuses = new TreeMap<>();
    tables
        .rows("hera_role_status", List.of("role_id", "status"), List.of("updated_at"))
        .forEach(row -> statuses.put(row.number("role_id"), row));
    List<Role> roles =
        tables
            .rows(
                "hera_roles",
                List.of("id", "orchestrator_id", "name", "kind"),
                List.of(
                    "created_at",
                    "argus_project",
                    "prompt",
                    "archived_at",
                    "nuked_at",
                    "node_kind",
                    "cancelled_at"))
            .stream()
            .map(row -> role(row, Optional.ofNullable(statuses.get(row.number("id")))))
            .toList();
    roles.forEach(role -> statuses.remove(role.id().value()));
    statuses.keySet().forEach(id -> values.leaveOut("statuses", "status of role " + id, NO_ROLE));
    return roles;
  }

  private Role role(Row row, Optional<Row> status) {
    String what = "role " + row.number("id");
    RoleKind kind =
        values.known(RoleKind.values(), RoleKind::wire, row.text("kind").orElse(""), "role kind");
    return new Role(
        new RoleId(row.number("id")),
        new OrchestratorId(row.number("orchestrator_id")),
        values.text(row.text("name").orElse(""), what),
        kind,
        nodeKind(row),
        row.given("argus_project").map(text -> values.text(text.strip(), what)).orElse(null),
        values.text(row.text("prompt").orElse(""), what),
        values.neededInstant(row, "created_at", what),
        archived(row, what),
        values.instant(row, "cancelled_at", what).orElse(null),
        status.map(this::status).orElse(null),
        status.map(reported -> values.neededInstant(reported, "updated_at", what)).orElse(null));
  }

  private NodeKind nodeKind(Row row) {
    return row.given("node_kind")
        .map(text -> values.known(NodeKind.values(), NodeKind::wire, text, "node kind"))
        .orElse(NodeKind.WORKER);
  }

  private Status status(Row row) {
    return values.known(
        Status.values(), Status::wire, row.text("status").orElse(""), "role status");
  }

  private List<Row> boundRows() {
    return tables.rows(
        "hera_bindings",
        List.of("id", "role_id", "orchestrator_id", "argus_task_id"),
        List.of("worktree_path", "started_at", "ended_at", "end_reason"));
  }

  private List<Binding> bindings(List<Row> rows, ArgusTasks tasks) {
    List<Binding> bindings = new ArrayList<>();
    for (Row row : rows) {
      bindings.add(binding(row, tasks.bound(row)));
    }
    return bindings;
  }

  private Binding binding(Row row, ArgusTasks.Bound bound) {
    String what = "binding " + row.number("id");
    Instant ended = values.instant(row, "ended_at", what).orElse(null);
    Binding binding =
        new Binding(
            new BindingId(row.number("id")),
            new RoleId(row.number("role_id")),
            new OrchestratorId(row.number("orchestrator_id")),
            bound.task().id(),
            row.given("worktree_path").map(text -> values.worktree(text, what)).orElse(null),
            values.neededInstant(row, "started_at", what),
            ended,
            ended == null ? null : values.endReason(row.given("end_reason"), what));
    if (binding.isLive() && bound.missing()) {
      values.note(Fate.CHANGED, what, "ended (task_missing): argus has no such task any more");
      return binding.endedAt(now, EndReason.TASK_MISSING);
    }
    return binding;
  }

  private List<Edge> edges() {
    return tables
        .rows("hera_blocks", List.of("blocked_role_id", "blocker_role_id"), List.of("created_at"))
        .stream()
        .map(this::edge)
        .toList();
  }

  private Edge edge(Row row) {
    RoleId blocked = new RoleId(row.number("blocked_role_id"));
    RoleId blocker = new RoleId(row.number("blocker_role_id"));
    String what = "role " + blocked.value() + " waits for role " + blocker.value();
    Instant created = values.neededInstant(row, "created_at", what);
    return new Edge(new OrchestratorId(0), blocked, blocker, created);
  }

  private List<Message> messages() {
    return tables
        .rows(
            "hera_messages",
            List.of("id", "from_role_id", "to_role_id"),
            List.of(
                "body",
                "tldr",
                "in_reply_to",
                "sent_at",
                "read_at",
                "delivery_mode",
                "delivered_at"))
        .stream()
        .map(this::message)
        .toList();
  }

  private Message message(Row row) {
    String what = "message " + row.number("id");
    boolean delivered = values.instant(row, "delivered_at", what).isPresent();
    return new Message(
        new MessageId(row.number("id")),
        new OrchestratorId(0),
        new RoleId(row.number("from_role_id")),
        new RoleId(row.number("to_role_id")),
        values.text(row.text("body").orElse(""), what),
        values.text(row.text("tldr").orElse(""), what),
        row.given("in_reply_to").map(text -> new MessageId(row.number("in_reply_to"))).orElse(null),
        values.neededInstant(row, "sent_at", what),
        values.instant(row, "read_at", what).orElse(null),
        values.deliveryMode(row.given("delivery_mode"), delivered, what),
        false);
  }

  private Map<RoleId, MessageId> cursors() {
    Map<RoleId, MessageId> cursors = new HashMap<>();
    tables
        .rows("tree_read_cursors", List.of("role_id", "cursor"), List.of())
        .forEach(
            row ->
                cursors.put(
                    new RoleId(row.number("role_id")), new MessageId(row.number("cursor"))));
    return cursors;
  }
}
