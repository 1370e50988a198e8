package dev.hera.imports.argus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.imports.argus.ImportReport.Count;
import dev.hera.message.Message;
import dev.hera.role.RoleId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgusTablesTest extends ArgusImports {
  @Test
  void missing_tables_are_empty() throws Exception {
    try (ArgusDatabase database = ArgusDatabase.plain(argus)) {
      database
          .execute("create table hera_orchestrators (id integer, name text, created_at text)")
          .execute(
              "create table hera_roles (id integer, orchestrator_id integer, name text, kind text,"
                  + " created_at text)")
          .execute("insert into hera_orchestrators values (1, 'shop', '2026-01-01T00:00:00Z')")
          .execute("insert into hera_roles values (1, 1, 'a', 'worker', '2026-01-01T00:00:00Z')");
    }
    ImportReport report = take(argus, target);

    assertThat(report.ready()).containsExactly("shop/a");
    assertThat(report.taken("tasks")).isZero();
  }

  private static void fewColumns(ArgusDatabase database) {
    database
        .execute("create table hera_orchestrators (id integer, name text)")
        .execute(
            "create table hera_roles (id integer, orchestrator_id integer, name text, kind text)")
        .execute(
            "create table hera_bindings (id integer, role_id integer, orchestrator_id integer,"
                + " argus_task_id text)")
        .execute("create table hera_role_status (role_id integer, status text)")
        .execute(
            "create table hera_messages (id integer, from_role_id integer, to_role_id integer)")
        .execute("create table hera_blocks (blocked_role_id integer, blocker_role_id integer)")
        .execute("create table tasks (id text)")
        .execute("insert into hera_orchestrators values (1, 'shop')")
        .execute("insert into hera_roles values (1, 1, 'lead', 'coordinator')")
        .execute("insert into hera_roles values (2, 1, '1a', 'worker')")
        .execute("insert into hera_roles values (3, 1, '2a', 'worker')")
        .execute("insert into tasks values ('t-1a')")
        .execute("insert into hera_bindings values (1, 2, 1, 't-1a')")
        .execute("insert into hera_role_status values (2, 'working')")
        .execute("insert into hera_messages values (1, 2, 1)")
        .execute("insert into hera_blocks values (3, 2)");
  }

  @Test
  void missing_columns_are_empty_and_missing_times_the_present() throws Exception {
    Instant before = Instant.now().minusSeconds(1);
    try (ArgusDatabase database = ArgusDatabase.plain(argus)) {
      fewColumns(database);
    }
    ImportReport report = take(argus, target);

    assertThat(report.counts()).allMatch(count -> count.found() == count.taken());
    List<Message> unread = read(tx -> tx.messages().listUnread(new RoleId(1)));
    assertThat(unread).extracting(Message::body).containsExactly("");
    assertThat(role(3).created()).isBetween(before, Instant.now());
    assertThat(report.text())
        .contains(
            "role 1, role 2, role 3, task t-1a, orchestrator 1, role 3 waits for role 2: given the"
                + " present as created_at",
            "binding 1: given the present as started_at",
            "role 2: given the present as updated_at",
            "message 1: given the present as sent_at");
  }

  @Test
  void a_time_that_is_missing_is_the_present_and_told() throws Exception {
    ImportReport report =
        imported(
            database ->
                database
                    .execute("update tasks set created_at = '' where id = 't-1a'")
                    .execute("update hera_blocks set created_at = ''"));

    assertThat(report.text()).contains("task t-1a", "role 3 waits for role 2");
  }

  @Test
  void the_status_of_a_missing_role_is_left_out_counted_and_told() throws Exception {
    ImportReport report =
        imported(database -> database.execute("pragma foreign_keys = off").status(99, "done"));

    assertThat(report.counts()).contains(new Count("statuses", 2, 1));
    assertThat(report.text()).contains("status of role 99: argus has no such role");
  }
}
