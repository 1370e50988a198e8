package dev.hera.imports.argus;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database as argus makes it, before or after its migration of June 2026. */
final class ArgusDatabase implements AutoCloseable {
  enum Age {
    BEFORE_JUNE_2026,
    PRESENT
  }

  private static final String AT = "2026-05-04T03:02:01.987654Z";

  private final Connection connection;

  private ArgusDatabase(Connection connection) {
    this.connection = connection;
  }

  static ArgusDatabase create(Path file, Age age) throws SQLException {
    ArgusDatabase database = plain(file);
    tables(age).forEach(database::execute);
    return database;
  }

  /** A database without any table. */
  static ArgusDatabase plain(Path file) throws SQLException {
    ArgusDatabase database = new ArgusDatabase(DriverManager.getConnection("jdbc:sqlite:" + file));
    return database.execute("pragma foreign_keys = on").execute("pragma synchronous = off");
  }

  private static List<String> tables(Age age) {
    boolean present = age == Age.PRESENT;
    List<String> tables = new ArrayList<>();
    tables.add(
        "create table hera_orchestrators (id integer primary key, name text not null, created_at"
            + " text not null, archived_at text, pinned_at text, nuked_at text, base_branch text"
            + (present ? ", kanban_status text not null default 'active')" : ")"));
    tables.add("create unique index o_name on hera_orchestrators (name) where archived_at is null");
    tables.add(
        "create table hera_roles (id integer primary key, orchestrator_id integer not null"
            + " references hera_orchestrators (id) on delete cascade, name text not null, kind text"
            + " not null check (kind in ('coordinator', 'worker', 'freelance')), argus_project text"
            + " not null, prompt text not null default '', created_at text not null, archived_at"
            + " text, pinned_at text, nuked_at text, node_kind text"
            + (present ? ", cancelled_at text, archetype text)" : ")"));
    tables.add(
        "create unique index r_name on hera_roles (orchestrator_id, name) where archived_at is"
            + " null");
    tables.add(
        "create table hera_bindings (id integer primary key, role_id integer not null references"
            + " hera_roles (id) on delete cascade, orchestrator_id integer not null references"
            + " hera_orchestrators (id) on delete cascade, argus_task_id text not null,"
            + " worktree_path text not null, started_at text not null, ended_at text, end_reason"
            + " text)");
    tables.add("create unique index b_role on hera_bindings (role_id) where ended_at is null");
    tables.add(
        "create table hera_role_status (role_id integer primary key references hera_roles (id) on"
            + " delete cascade, status text not null check (status in ('idle', 'working',"
            + " 'blocked', 'done'"
            + (present ? ", 'failed'" : "")
            + ")), updated_at text not null)");
    tables.add(
        "create table hera_messages (id integer primary key autoincrement, from_role_id integer not"
            + " null references hera_roles (id) on delete cascade, to_role_id integer not null"
            + " references hera_roles (id) on delete cascade, body text not null, tldr text not"
            + " null default '', in_reply_to integer references hera_messages (id) on delete set"
            + " null, sent_at text not null, read_at text, delivery_mode text not null default"
            + " 'pending', delivered_at text)");
    tables.add(
        "create table tree_read_cursors (role_id integer primary key references hera_roles (id) on"
            + " delete cascade, cursor integer not null, updated_at text not null)");
    tables.add(
        "create table hera_blocks (blocked_role_id integer not null references hera_roles (id) on"
            + " delete cascade, blocker_role_id integer not null references hera_roles (id) on"
            + " delete cascade, created_at text not null, primary key (blocked_role_id,"
            + " blocker_role_id))");
    tables.add(
        "create table tasks (id text primary key, name text not null, status text not null default"
            + " 'pending', project text, branch text, prompt text, backend text, model text,"
            + " worktree text, agent_pid integer, session_id text, archived integer not null"
            + " default 0, pinned integer not null default 0, base_branch text, result text,"
            + " created_at text not null default '', started_at text not null default '', ended_at"
            + " text not null default '')");
    tables.add(
        "create table task_meta (task_id text not null, namespace text not null, key text not null,"
            + " value text, updated_at text, primary key (task_id, namespace, key))");
    tables.add("create table sessions (id integer primary key, secret text)");
    return tables;
  }

  ArgusDatabase execute(String sql, @Nullable Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
      return this;
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  ArgusDatabase orchestrator(long id, String name) {
    return execute(
        "insert into hera_orchestrators (id, name, created_at, base_branch) values (?, ?, ?, ?)",
        id,
        name,
        AT,
        "main");
  }

  ArgusDatabase role(long id, String name, String kind) {
    return execute(
        "insert into hera_roles (id, orchestrator_id, name, kind, argus_project, prompt,"
            + " created_at) values (?, 1, ?, ?, 'shop', ?, ?)",
        id,
        name,
        kind,
        "do " + name,
        AT);
  }

  ArgusDatabase status(long role, String status) {
    return execute("insert into hera_role_status values (?, ?, ?)", role, status, AT);
  }

  ArgusDatabase task(@Nullable String id, String status) {
    return execute(
        "insert into tasks (id, name, status, project, branch, worktree, created_at) values (?, ?,"
            + " ?, 'shop', ?, ?, ?)",
        id,
        "task " + id,
        status,
        "branch-" + id,
        "/gone/" + id,
        AT);
  }

  ArgusDatabase bound(long id, long role, String task) {
    return execute(
        "insert into hera_bindings (id, role_id, orchestrator_id, argus_task_id, worktree_path,"
            + " started_at) values (?, ?, 1, ?, ?, ?)",
        id,
        role,
        task,
        "/gone/" + task,
        AT);
  }

  ArgusDatabase ended(long id, String at, String reason) {
    return execute(
        "update hera_bindings set ended_at = ?, end_reason = ? where id = ?", at, reason, id);
  }

  ArgusDatabase edge(long blocked, long blocker) {
    return execute("insert into hera_blocks values (?, ?, ?)", blocked, blocker, AT);
  }

  ArgusDatabase message(long id, long from, long to, String tldr, String mode) {
    return execute(
        "insert into hera_messages (id, from_role_id, to_role_id, body, tldr, sent_at,"
            + " delivery_mode) values (?, ?, ?, 'body', ?, ?, ?)",
        id,
        from,
        to,
        tldr,
        AT,
        mode);
  }

  ArgusDatabase meta(String task, String key, String value) {
    return execute("insert into task_meta values (?, 'hera', ?, ?, ?)", task, key, value, AT);
  }

  /** One led orchestrator: a worker at work, a planned node behind it, and some mail. */
  ArgusDatabase mission() {
    return orchestrator(1, "shop")
        .role(1, "lead", "coordinator")
        .role(2, "1a", "worker")
        .role(3, "2a", "worker")
        .task("t-lead", "in_progress")
        .task("t-1a", "in_progress")
        .bound(1, 1, "t-lead")
        .bound(2, 2, "t-1a")
        .status(2, "working")
        .edge(3, 2)
        .message(7, 2, 1, "begun", "pending")
        .execute("insert into tree_read_cursors values (1, 7, ?)", AT);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
