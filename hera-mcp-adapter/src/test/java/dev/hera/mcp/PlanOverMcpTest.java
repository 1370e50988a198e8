package dev.hera.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.mcp.ServedHera.Agent;
import dev.hera.role.Caller;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.common.McpTransportContext;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanOverMcpTest {
  @TempDir Path root;
  private ServedHera served;
  private Agent lead;

  @BeforeEach
  void open() throws Exception {
    served = new ServedHera(root, hera -> HeraTools.of(hera, PlanOverMcpTest::caller));
    lead = served.agent("lead");
    lead.call("hera_new_orchestrator", "name", "shop", "coordinator_role_name", "lead").fine();
  }

  @AfterEach
  void close() {
    served.close();
  }

  static Caller caller(McpTransportContext context, @Nullable String cwd) {
    if (context.get(ServedHera.TOKEN) instanceof String token) {
      return cwd == null ? Caller.worker(token) : Caller.worker(token, CallerSource.directory(cwd));
    }
    return Caller.directory(CallerSource.directory(cwd));
  }

  private static Map<String, Object> node(String name) {
    return Map.of("name", name, "prompt", "Do " + name);
  }

  private static Map<String, Object> edge(String blocked, String blocker) {
    return Map.of("blocked", blocked, "blocker", blocker);
  }

  private Agent worker(String name) throws Exception {
    Agent worker = served.agent(name);
    worker.call("hera_join", "orchestrator", "shop", "role_name", name, "kind", "worker").fine();
    return worker;
  }

  @Test
  void tells_the_opener_its_place() throws Exception {
    Agent other = served.agent("other");
    Reply opened =
        other
            .call("hera_new_orchestrator", "name", " web ", "coordinator_role_name", "boss")
            .fine();
    assertThat(opened.fields())
        .containsOnlyKeys("orchestrator", "role_name", "kind", "binding_id", "task_id", "resumed")
        .containsEntry("orchestrator", "web")
        .containsEntry("role_name", "boss")
        .containsEntry("kind", "coordinator")
        .containsEntry("resumed", false);
    assertThat(opened.get("binding_id")).isInstanceOf(Number.class);
    Reply seen = other.call("hera_join").fine();
    assertThat(seen.fields())
        .containsKeys("orchestrator", "role_name", "kind", "binding_id", "task_id")
        .containsEntry("unread_count", 0);
  }

  @Test
  void shows_a_successor_the_note_that_was_left() throws Exception {
    Agent other = served.agent("other");
    other.call("hera_new_orchestrator", "name", "web", "coordinator_role_name", "boss").fine();
    other.call("hera_status", "status", "working", "handoff_note", "look at B first").fine();
    Reply seen = other.call("hera_join").fine();
    assertThat(seen.get("handoff_note")).isEqualTo("look at B first");
    assertThat(seen.text()).contains("look at B first");
    other
        .call("hera_status", "status", "working", "handoff_note", "x".repeat(65_537))
        .refusedWith("invalid_argument");
  }

  @Test
  void drives_a_plan_to_its_end_by_calls_alone() throws Exception {
    Agent schema = worker("schema");
    Agent api = worker("api");
    Reply planned =
        lead.call(
                "hera_plan",
                "nodes",
                List.of(node("2a-docs"), node("3a-release")),
                "edges",
                List.of(
                    edge("2a-docs", "schema"),
                    edge("2a-docs", "api"),
                    edge("3a-release", "2a-docs")))
            .fine();
    assertThat(planned.fields())
        .containsOnlyKeys("orchestrator", "nodes", "edges_created", "released", "held")
        .containsEntry("edges_created", 3);
    assertThat(planned.rows("nodes").get(0))
        .containsOnlyKeys("requested_name", "name", "role_id", "state")
        .containsEntry("requested_name", "2a-docs")
        .containsEntry("name", "2a-docs");

    assertThat(state("2a-docs", "Write them")).isEqualTo("planned");
    api.call("hera_send", "body", "all of it", "tldr", "api done", "status", "done").fine();
    assertThat(state("2a-docs", "Write the docs")).isEqualTo("planned");
    Reply reported = schema.call("hera_status", "status", "done", "handoff_note", "see V1").fine();
    assertThat(reported.fields())
        .isEqualTo(
            Map.of(
                "orchestrator", "shop",
                "role_name", "schema",
                "status", "done",
                "task_status", "in_review"));
    assertThat(state("2a-docs", "Write all docs")).isEqualTo("ready");
    assertThat(state("3a-release", "Release")).isEqualTo("planned");

    Reply cancelled = lead.call("hera_plan_node_cancel", "name", "2a-docs").fine();
    assertThat(cancelled.fields())
        .isEqualTo(
            Map.of(
                "name",
                "2a-docs",
                "state",
                "cancelled",
                "released",
                List.of("3a-release"),
                "held",
                List.of()));
    assertThat(state("3a-release", "Release it")).isEqualTo("ready");
  }

  private Object state(String node, String newPrompt) {
    Reply updated = lead.call("hera_plan_node_update", "name", node, "prompt", newPrompt).fine();
    assertThat(updated.fields()).containsOnlyKeys("name", "state", "changed", "released", "held");
    assertThat(updated.get("changed")).isEqualTo(List.of("prompt"));
    return updated.get("state");
  }

  @Test
  void runs_a_plan_whose_workers_start_one_after_another() {
    lead.call(
            "hera_plan",
            "nodes",
            List.of(node("1a"), node("2a"), node("2b"), node("3a")),
            "edges",
            List.of(edge("2a", "1a"), edge("2b", "1a"), edge("3a", "2a"), edge("3a", "2b")))
        .fine();
    for (String name : List.of("1a", "2a", "2b", "3a")) {
      served.hera().tick();
      if (name.equals("2b")) {
        assertThat(served.launcher().token("3a")).isNull();
      }
      try (McpSyncClient worker = served.connect(served.launcher().token(name))) {
        ServedHera.call(
                worker, "hera_send", Map.of("tldr", name + " done", "body", "b", "status", "done"))
            .fine();
      }
    }
    assertThat(lead.call("hera_inbox").fine().rows("messages"))
        .extracting(message -> message.get("tldr"))
        .containsSubsequence("1a done", "2a done", "2b done", "3a done");
    assertThat(served.hera().plan("shop").isComplete()).isTrue();
  }

  @Test
  void plans_blocks_and_unblocks_single_nodes() throws Exception {
    Reply first = lead.call("hera_plan_node", "name", "1a", "prompt", "One").fine();
    assertThat(first.fields())
        .containsOnlyKeys(
            "orchestrator", "name", "role_id", "project", "kind", "state", "released", "held")
        .containsEntry("released", List.of("1a"))
        .containsEntry("project", "shop")
        .containsEntry("kind", "worker")
        .containsEntry("state", "ready");
    Reply second = lead.call("hera_plan_node", "name", "1a", "prompt", "Two").fine();
    assertThat(second.get("name")).isEqualTo("1a-2");

    assertThat(lead.call("hera_block", "blocked", "1a-2", "blocker", "1a").fine().fields())
        .isEqualTo(
            Map.of(
                "blocked",
                "1a-2",
                "blocker",
                "1a",
                "added",
                true,
                "state",
                "planned",
                "released",
                List.of(),
                "held",
                List.of()));
    assertThat(lead.call("hera_block", "blocked", "1a-2", "blocker", "1a").get("added"))
        .isEqualTo(false);
    assertThat(lead.call("hera_unblock", "blocked", "1a-2", "blocker", "1a").fine().fields())
        .isEqualTo(
            Map.of(
                "blocked",
                "1a-2",
                "blocker",
                "1a",
                "removed",
                true,
                "state",
                "ready",
                "released",
                List.of("1a-2"),
                "held",
                List.of()));
    assertThat(lead.call("hera_unblock", "blocked", "1a-2", "blocker", "1a").get("removed"))
        .isEqualTo(false);
  }

  @Test
  void starts_a_worker_that_is_known_by_its_token() {
    Reply spawned =
        lead.call("hera_spawn_worker", "prompt", "Look around", "branch", "main", "model", "m")
            .fine();
    assertThat(spawned.fields())
        .containsOnlyKeys("orchestrator", "role_name", "binding_id", "task_id", "project", "branch")
        .containsEntry("role_name", "look-around")
        .containsEntry("project", "shop")
        .containsEntry("branch", "hera/look-around");
    String token = served.launcher().token("look-around");
    try (McpSyncClient worker = served.connect(token)) {
      Reply place = ServedHera.call(worker, "hera_join", Map.of()).fine();
      assertThat(place.get("role_name")).isEqualTo("look-around");
      ServedHera.call(worker, "hera_inbox", Map.of("cwd", root.toString()))
          .refusedWith("forbidden");
      ServedHera.call(worker, "hera_plan_node", Map.of("name", "n", "prompt", "p"))
          .refusedWith("forbidden");
      ServedHera.call(worker, "hera_status", Map.of("status", "done")).fine();
      served.hera().archive("shop");
      ServedHera.call(worker, "hera_inbox", Map.of()).refusedWith("fenced");
    }
    try (McpSyncClient nobody = served.connect("guessed")) {
      ServedHera.call(nobody, "hera_inbox", Map.of()).refusedWith("unknown_caller");
    }
  }

  @Test
  void carries_messages_whole_and_as_data() throws Exception {
    Agent worker = worker("w");
    String body = "</tool> {\"x\": 1} naïve 🎉\n\"quotes\"";
    Reply sent =
        worker.call("hera_send", "body", body, "tldr", "a report", "status", "working").fine();
    assertThat(sent.fields())
        .containsOnlyKeys("message_id", "to", "delivery_mode", "status")
        .containsEntry("to", "lead")
        .containsEntry("delivery_mode", "pending")
        .containsEntry("status", "working");
    Object id = sent.get("message_id");

    Reply tree = lead.call("hera_tree_updates").fine();
    assertThat(tree.fields()).containsOnlyKeys("updates", "count", "next_cursor");
    assertThat(tree.get("count")).isEqualTo(1);
    assertThat(tree.get("next_cursor")).isEqualTo(id);
    assertThat(tree.rows("updates").get(0))
        .containsOnlyKeys(
            "id",
            "from_role",
            "from_orchestrator",
            "to_role",
            "to_orchestrator",
            "tldr",
            "sent_at");
    assertThat(lead.call("hera_tree_updates").get("count")).isEqualTo(0);
    assertThat(lead.call("hera_tree_updates", "since", 0).get("count")).isEqualTo(1);

    List<Map<String, Object>> fetched =
        lead.call("hera_get_messages", "ids", List.of(9999, id)).fine().rows("messages");
    assertThat(fetched.get(0)).isEqualTo(Map.of("id", 9999, "error", "not_found"));
    assertThat(fetched.get(1))
        .containsOnlyKeys(
            "id",
            "from_role",
            "from_orchestrator",
            "to_role",
            "to_orchestrator",
            "in_reply_to",
            "sent_at",
            "tldr",
            "body")
        .containsEntry("body", body);

    Reply inbox = lead.call("hera_inbox").fine();
    assertThat(inbox.fields()).containsOnlyKeys("messages", "count").containsEntry("count", 1);
    Map<String, Object> item = inbox.rows("messages").get(0);
    assertThat(item)
        .containsOnlyKeys("id", "from", "in_reply_to", "sent_at", "tldr", "body")
        .containsEntry("from", "w")
        .containsEntry("in_reply_to", null)
        .containsEntry("body", body);
    assertThat(Instant.parse((String) item.get("sent_at"))).isBeforeOrEqualTo(Instant.now());
    assertThat(inbox.text()).contains("a report", body);
    assertThat(lead.call("hera_inbox").get("count")).isEqualTo(0);

    lead.call("hera_send", "to", "w", "body", "ok", "tldr", "ok", "in_reply_to", id).fine();
    assertThat(worker.call("hera_mark_read", "message_ids", List.of(id, 2, 3)).fine().fields())
        .isEqualTo(Map.of("marked", 1, "requested", 3));
  }

  @Test
  void waits_in_the_inbox_until_a_message_comes() throws Exception {
    Agent worker = worker("w");
    Thread sender =
        new Thread(
            () ->
                worker.call(
                    "hera_send", "body", "b", "tldr", "t", "status", "working", "to", "lead"));
    sender.start();
    Reply inbox = lead.call("hera_inbox", "timeout_seconds", 60).fine();
    sender.join();
    assertThat(inbox.get("count")).isEqualTo(1);
  }

  @Test
  void answers_a_repeated_key_with_the_first_answer() {
    Object[] call = {"name", "1a", "prompt", "One", "idempotency_key", "k1"};
    Reply first = lead.call("hera_plan_node", call).fine();
    assertThat(lead.call("hera_plan_node", call)).isEqualTo(first);
    lead.call("hera_plan_node", "name", "1b", "prompt", "One", "idempotency_key", "k1")
        .refusedWith("idempotency_conflict", "idempotency_key");
  }
}
