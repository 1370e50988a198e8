package dev.hera.imports.argus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Hera;
import dev.hera.PlanChecks;
import dev.hera.message.DeliveryMode;
import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.plan.Hold;
import dev.hera.plan.Launch;
import dev.hera.role.Binding;
import dev.hera.role.Caller;
import dev.hera.role.EndReason;
import dev.hera.role.NodeKind;
import dev.hera.role.Orchestrator;
import dev.hera.role.ReviewCause;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import dev.hera.role.SessionState;
import dev.hera.role.Status;
import dev.hera.role.Task;
import dev.hera.store.sqlite.SqliteStore;
import dev.hera.store.tck.invariant.HeraInvariants;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArgusImportTest extends ArgusImports {
  @ParameterizedTest
  @EnumSource(ArgusDatabase.Age.class)
  void takes_a_database_of_either_age_over(ArgusDatabase.Age age) throws Exception {
    try (ArgusDatabase database = database(age)) {
      database.mission();
    }
    ImportReport report = take(argus, target);

    assertThat(report.counts()).allMatch(count -> count.found() == count.taken());
    assertThat(report.counts())
        .extracting(ImportReport.Count::taken)
        .containsExactly(1, 3, 1, 2, 0, 2, 1, 1, 1);
    assertThat(report.notes()).hasSize(1);
    Orchestrator shop = read(tx -> tx.orchestrators().findActive("shop").orElseThrow());
    assertThat(shop.created()).isEqualTo(AT);
    assertThat(shop.baseBranch()).isEqualTo("main");
    assertThat(role(2).status()).isEqualTo(Status.WORKING);
    assertThat(role(3).prompt()).isEqualTo("do 2a");
    Task worked = task(binding(2));
    assertThat(worked.name()).isEqualTo("task t-1a");
    assertThat(worked.worktree()).isEqualTo("/gone/t-1a");
    assertThat(worked.branch()).isEqualTo("branch-t-1a");
    assertThat(binding(2)).matches(Binding::isLive);
  }

  @Test
  void a_done_of_an_imported_worker_releases_its_imported_dependents() throws Exception {
    imported(database -> {});
    try (Hera hera = Hera.builder(SqliteStore.open(target)).build()) {
      Caller worker = Caller.task(binding(2).task());
      hera.participant(worker, null).report(Status.DONE);
    }
    try (SqliteStore store = SqliteStore.open(target)) {
      List<Launch> launches = store.read(tx -> tx.launches().listOf(List.of(new RoleId(3))));
      assertThat(launches).hasSize(1);
      HeraInvariants.of(store).assertHold();
      PlanChecks.check(store, "after done");
    }
  }

  @Test
  void holds_what_waits_for_a_failed_worker() throws Exception {
    ImportReport report =
        imported(
            database ->
                database.execute(
                    "update hera_role_status set status = 'failed' where role_id = 2"));

    assertThat(report.held()).containsExactly("shop/2a");
    List<Hold> holds = read(tx -> tx.holds().listOf(new RoleId(3), true));
    assertThat(holds).hasSize(1);
  }

  @Test
  void takes_the_fields_of_roles() throws Exception {
    Map<String, Consumer<Role>> cases = new LinkedHashMap<>();
    cases.put(
        "cancelled_at = '2026-06-01T00:00:00+02:00'",
        is(Role::cancelled, Instant.parse("2026-05-31T22:00:00Z")));
    cases.put(
        "archived_at = '2026-06-01 10:00:00'",
        is(Role::archived, Instant.parse("2026-06-01T10:00:00Z")));
    cases.put(
        "nuked_at = '2026-06-01T10:00:00.5Z'",
        is(Role::archived, Instant.parse("2026-06-01T10:00:00.500Z")));
    cases.put(
        "archived_at = '2026-06-01 10:00:00.25 +0000 UTC'",
        is(Role::archived, Instant.parse("2026-06-01T10:00:00.250Z")));
    cases.put("node_kind = 'subcoord'", is(Role::nodeKind, NodeKind.SUBCOORD));
    cases.put("argus_project = ''", is(Role::project, null));
    cases.put("name = 'two a'", is(Role::name, "two-a"));
    cases.put("prompt = 'a' || char(0) || 'b'", is(Role::prompt, "a\uFFFDb"));
    imported(
        database -> {
          long id = 10;
          for (String change : cases.keySet()) {
            database
                .role(id, "w" + id, "worker")
                .execute("update hera_roles set " + change + " where id = " + id++);
          }
        });
    long id = 4;
    for (Consumer<Role> expected : cases.values()) {
      expected.accept(role(id++));
    }
  }

  private static Consumer<Role> is(Function<Role, Object> field, Object value) {
    return role -> assertThat(field.apply(role)).isEqualTo(value);
  }

  @Test
  void maps_the_reasons_of_ends() throws Exception {
    Map<String, EndReason> cases = new LinkedHashMap<>();
    cases.put("argus_deleted", EndReason.TASK_DELETED);
    cases.put("user_deleted", EndReason.TASK_DELETED);
    cases.put("task_missing", EndReason.TASK_MISSING);
    cases.put("materialize_failed", EndReason.LAUNCH_FAILED);
    cases.put("subcoord_materialize_failed", EndReason.LAUNCH_FAILED);
    cases.put("reparented", EndReason.MOVED);
    cases.put("moved", EndReason.MOVED);
    cases.put("hera_rebind", EndReason.REBOUND);
    cases.put("eaten", EndReason.RELEASED);
    cases.put(null, EndReason.RELEASED);
    imported(
        database -> {
          long id = 10;
          for (String reason : cases.keySet()) {
            database
                .role(id, "w" + id, "worker")
                .bound(id, id, "t-1a")
                .ended(id, "2026-05-05T00:00:00Z", reason);
            id++;
          }
        });
    long id = 4;
    for (EndReason reason : cases.values()) {
      assertThat(binding(id).endReason()).isEqualTo(reason);
      assertThat(binding(id++).ended()).isEqualTo(Instant.parse("2026-05-05T00:00:00Z"));
    }
  }

  @Test
  void maps_the_modes_of_delivery() throws Exception {
    imported(
        database ->
            database
                .message(8, 2, 1, "queued", "queued_no_binding")
                .message(9, 2, 1, "submitted", "idle_submit")
                .message(10, 2, 1, "pending", "pending")
                .message(11, 2, 1, "by pigeon", "pigeon")
                .execute(
                    "update hera_messages set delivered_at = '2026-05-05T00:00:00Z' where id ="
                        + " 10"));

    List<Message> messages =
        read(tx -> tx.messages().list(LongStream.range(1, 6).mapToObj(MessageId::new).toList()));
    assertThat(messages)
        .extracting(Message::deliveryMode)
        .containsExactly(
            DeliveryMode.PENDING,
            DeliveryMode.QUEUED,
            DeliveryMode.DELIVERED,
            DeliveryMode.DELIVERED,
            DeliveryMode.PENDING);
    assertThat(messages).extracting(Message::sent).containsOnly(AT);
  }

  private record Told(
      String status, String reported, SessionState session, @Nullable ReviewCause cause) {}

  @Test
  void takes_how_far_a_task_is() throws Exception {
    List<Told> cases =
        List.of(
            new Told("pending", "working", SessionState.NONE, null),
            new Told("in_progress", "working", SessionState.NONE, null),
            new Told("in_review", "done", SessionState.ENDED, ReviewCause.STATUS),
            new Told("in_review", "failed", SessionState.ENDED, ReviewCause.STATUS),
            new Told("in_review", "working", SessionState.ENDED, ReviewCause.SESSION_ENDED),
            new Told("complete", "done", SessionState.ENDED, null));
    imported(
        database -> {
          long id = 10;
          for (Told told : cases) {
            database
                .role(id, "w" + id, "worker")
                .task("t-" + id, told.status())
                .bound(id, id, "t-" + id)
                .status(id, told.reported())
                .meta("t-" + id, "ready_to_close", "true")
                .meta("t-" + id, "handoff_note", "mind the gap");
            id++;
          }
        });
    long id = 4;
    for (Told told : cases) {
      Task task = task(binding(id++));
      assertThat(task.status().wire()).isEqualTo(told.status());
      assertThat(task.session()).isEqualTo(told.session());
      assertThat(task.reviewCause()).isEqualTo(told.cause());
      assertThat(task.readyToClose()).isTrue();
      assertThat(task.handoffNote()).isEqualTo("mind the gap");
    }
  }

  @Test
  void a_live_binding_whose_task_is_gone_ends_and_holds_its_dependents() throws Exception {
    ImportReport report =
        imported(database -> database.execute("delete from tasks where id = 't-1a'"));

    assertThat(binding(2).endReason()).isEqualTo(EndReason.TASK_MISSING);
    assertThat(task(binding(2)).isActive()).isFalse();
    assertThat(report.held()).containsExactly("shop/2a");
  }

  @Test
  void an_archived_task_ends_its_binding() throws Exception {
    imported(
        database ->
            database.execute(
                "update tasks set archived = 1, ended_at = '2026-05-06T00:00:00Z' where id ="
                    + " 't-1a'"));

    assertThat(binding(2).endReason()).isEqualTo(EndReason.TASK_DELETED);
    assertThat(binding(2).ended()).isEqualTo(Instant.parse("2026-05-06T00:00:00Z"));
  }

  @Test
  void worktrees_are_real_paths() throws Exception {
    Path real = Files.createDirectory(directory.resolve("real"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), real);
    imported(
        database ->
            database.execute(
                "update hera_bindings set worktree_path = ? where id = 2", link.toString()));

    assertThat(binding(2).worktree()).isEqualTo(real.toRealPath().toString());
  }
}
