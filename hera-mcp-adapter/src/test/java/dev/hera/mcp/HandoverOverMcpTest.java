package dev.hera.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.mcp.ServedHera.Agent;
import dev.hera.role.NewTask;
import dev.hera.role.TaskId;
import dev.hera.role.TaskStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accepted work, and places that change their agent. */
class HandoverOverMcpTest {
  @TempDir Path root;
  private ServedHera served;
  private Agent lead;
  private Agent worker;
  private TaskId task;

  @BeforeEach
  void open() throws Exception {
    served = new ServedHera(root);
    lead = served.agent("lead");
    lead.call("hera_new_orchestrator", "name", "shop", "coordinator_role_name", "lead").fine();
    worker = served.agent("w");
    Reply joined =
        worker.call("hera_join", "orchestrator", "shop", "role_name", "w", "kind", "worker").fine();
    task = new TaskId(((Number) joined.get("task_id")).longValue());
  }

  @AfterEach
  void close() {
    served.close();
  }

  private Agent leadOf(String orchestrator) throws Exception {
    Agent other = served.agent(orchestrator);
    other
        .call("hera_new_orchestrator", "name", orchestrator, "coordinator_role_name", "lead")
        .fine();
    return other;
  }

  private void planAfterWorker(String name) {
    lead.call(
            "hera_plan",
            "nodes",
            List.of(Map.of("name", name, "prompt", "p")),
            "edges",
            List.of(Map.of("blocked", name, "blocker", "w")))
        .fine();
  }

  @Test
  void accepting_completes_the_task_and_tells_the_role_once() {
    worker.call("hera_status", "status", "done").fine();
    Reply accepted = lead.call("hera_accept", "role_name", " w ", "message", "Well done").fine();
    assertThat(accepted.fields())
        .containsOnlyKeys(
            "orchestrator",
            "role_name",
            "task_status",
            "changed",
            "message_id",
            "state",
            "released",
            "held")
        .containsEntry("state", "done")
        .containsEntry("orchestrator", "shop")
        .containsEntry("role_name", "w")
        .containsEntry("task_status", "complete")
        .containsEntry("changed", true);
    assertThat(accepted.text()).doesNotContain("hera_unblock");
    assertThat(lead.call("hera_accept", "role_name", "w").fine().fields())
        .containsEntry("changed", false)
        .doesNotContainKey("message_id");
    assertThat(worker.call("hera_inbox").fine().rows("messages"))
        .singleElement()
        .satisfies(
            told ->
                assertThat(told)
                    .containsEntry("body", "Well done")
                    .containsEntry("id", accepted.get("message_id")));
  }

  @Test
  void accepting_without_a_done_names_who_stays_held() {
    planAfterWorker("2a");
    planAfterWorker("2b");
    worker.call("hera_status", "status", "failed").fine();
    Reply accepted = lead.call("hera_accept", "role_name", "w").fine();
    assertThat(accepted.text()).contains("still held: 2a, 2b", "hera_unblock");
    assertThat(accepted.fields())
        .containsEntry("held", List.of("2a", "2b"))
        .containsEntry("state", "failed");
    assertThat(lead.call("hera_plan_show").fine().get("counts"))
        .isEqualTo(Map.of("failed", 1, "held", 2));
  }

  @Test
  void only_started_work_of_others_is_accepted() {
    lead.call("hera_plan_node", "name", "1a", "prompt", "p").fine();
    lead.call("hera_accept", "role_name", "1a").refusedWith("invalid_argument", "role_name");
    lead.call("hera_accept", "role_name", "lead").refusedWith("invalid_argument", "role_name");
    lead.call("hera_accept", "role_name", "x").refusedWith("not_found", "role_name");
    lead.call("hera_accept").refusedWith("invalid_argument", "role_name");
    lead.call("hera_accept", "role_name", "w", "message", " ")
        .refusedWith("invalid_argument", "message");
  }

  @Test
  void moving_leaves_one_place_for_another() throws Exception {
    leadOf("web");
    Object[] call = {
      "orchestrator",
      "web",
      "role_name",
      "v",
      "kind",
      "freelance",
      "status",
      "idle",
      "from_orchestrator",
      "shop",
      "idempotency_key",
      "k"
    };
    Reply moved = worker.call("hera_move", call).fine();
    assertThat(moved.fields())
        .containsOnlyKeys(
            "from_orchestrator",
            "from_role",
            "orchestrator",
            "role_name",
            "kind",
            "binding_id",
            "task_id")
        .containsEntry("from_orchestrator", "shop")
        .containsEntry("from_role", "w")
        .containsEntry("orchestrator", "web")
        .containsEntry("role_name", "v")
        .containsEntry("kind", "freelance")
        .containsEntry("task_id", (int) task.value());
    assertThat(worker.call("hera_move", call)).isEqualTo(moved);
    assertThat(worker.call("hera_join").fine().fields())
        .containsEntry("orchestrator", "web")
        .containsEntry("binding_id", moved.get("binding_id"))
        .containsEntry("status", "idle");
  }

  @Test
  void a_move_that_cannot_be_is_refused_and_changes_nothing() throws Exception {
    leadOf("web");
    lead.call("hera_move", "orchestrator", "web", "role_name", "v", "kind", "worker")
        .refusedWith("forbidden");
    worker
        .call("hera_move", "orchestrator", "web", "role_name", "lead", "kind", "worker")
        .refusedWith("name_taken", "role_name");
    worker
        .call("hera_move", "orchestrator", "shop", "role_name", "v", "kind", "worker")
        .refusedWith("already_bound");
    worker
        .call("hera_move", "orchestrator", "none", "role_name", "v", "kind", "worker")
        .refusedWith("not_found", "orchestrator");
    worker
        .call("hera_move", "orchestrator", "web", "role_name", "v", "kind", "coordinator")
        .refusedWith("invalid_argument", "kind");
    worker
        .call("hera_move", "orchestrator", "web", "role_name", "v")
        .refusedWith("invalid_argument", "kind");
    worker
        .call("hera_move", "role_name", "v", "kind", "worker")
        .refusedWith("invalid_argument", "orchestrator");
    worker
        .call(
            "hera_move", "orchestrator", "web", "role_name", "v", "kind", "worker", "status", "up")
        .refusedWith("invalid_status", "status");
    assertThat(worker.call("hera_join").get("orchestrator")).isEqualTo("shop");
  }

  @Test
  void a_reused_worktree_takes_its_role_back() {
    worker.call("hera_status", "status", "blocked").fine();
    served.hera().tasks().setStatus(task, TaskStatus.COMPLETE);
    served
        .hera()
        .tasks()
        .register(new NewTask("again", "shop", worker.directory().toString(), "main"));
    worker.call("hera_inbox").refusedWith("not_bound");
    Reply rebound = worker.call("hera_rebind", "orchestrator", "shop").fine();
    assertThat(rebound.fields())
        .containsOnlyKeys("role_name", "binding_id", "reconciled")
        .containsEntry("role_name", "w")
        .containsEntry("reconciled", true);
    assertThat(worker.call("hera_join").fine().fields())
        .containsEntry("role_name", "w")
        .containsEntry("binding_id", rebound.get("binding_id"))
        .containsEntry("status", "blocked");
    assertThat(worker.call("hera_rebind", "orchestrator", "shop", "role_name", "w").fine().fields())
        .containsEntry("reconciled", false);
  }

  @Test
  void rebinding_takes_nothing_that_is_not_its_own() throws Exception {
    Agent other = served.agent("other");
    other.call("hera_rebind").refusedWith("invalid_argument", "orchestrator");
    other.call("hera_rebind", "orchestrator", "shop").refusedWith("not_bound");
    other.call("hera_rebind", "orchestrator", "shop", "role_name", "w").refusedWith("slot_taken");
  }

  @Test
  void a_repeated_key_gets_the_first_answer() {
    worker.call("hera_status", "status", "done").fine();
    Object[] accept = {"role_name", "w", "idempotency_key", "a"};
    assertThat(lead.call("hera_accept", accept).fine())
        .isEqualTo(lead.call("hera_accept", accept).fine());
    Object[] revive = {"role_name", "w", "idempotency_key", "r"};
    assertThat(lead.call("hera_revive", revive).fine())
        .isEqualTo(lead.call("hera_revive", revive).fine());
    served
        .hera()
        .tasks()
        .register(new NewTask("again", "shop", worker.directory().toString(), "main"));
    served.hera().tasks().setStatus(task, TaskStatus.COMPLETE);
    Object[] rebind = {"orchestrator", "shop", "idempotency_key", "b"};
    Reply rebound = worker.call("hera_rebind", rebind).fine();
    assertThat(rebound.get("reconciled")).isEqualTo(true);
    assertThat(worker.call("hera_rebind", rebind)).isEqualTo(rebound);
  }

  @Test
  void an_ended_session_is_started_again() {
    Reply spawned = lead.call("hera_spawn_worker", "prompt", "p", "role_name", "s").fine();
    assertThat(lead.call("hera_revive", "role_name", "s").fine().fields())
        .containsOnlyKeys("role_name", "outcome")
        .containsEntry("role_name", "s")
        .extractingByKey("outcome")
        .asString()
        .startsWith("skipped_");
    String first = served.launcher().token("s");
    served
        .hera()
        .tasks()
        .sessionEnded(new TaskId(((Number) spawned.get("task_id")).longValue()), OptionalInt.of(1));
    assertThat(lead.call("hera_revive", "role_name", "s").fine().get("outcome"))
        .isEqualTo("restarted");
    assertThat(served.launcher().token("s")).isNotEqualTo(first);
  }

  @Test
  void only_sessions_of_the_launcher_are_started_again() {
    assertThat(lead.call("hera_revive", "role_name", "w").fine().get("outcome"))
        .isEqualTo("unsupported");
    lead.call("hera_revive", "role_name", "x").refusedWith("not_found", "role_name");
    lead.call("hera_revive").refusedWith("invalid_argument", "role_name");
  }
}
