package dev.hera.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.mcp.ServedHera.Agent;
import dev.hera.spi.StoreUnavailableException;
import io.modelcontextprotocol.spec.McpError;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefusalTest {
  private static final List<String> FIVE = List.of("idle", "working", "blocked", "done", "failed");

  @TempDir Path root;
  private ServedHera served;
  private Agent lead;
  private Agent worker;

  @BeforeEach
  void open() throws Exception {
    served = new ServedHera(root);
    lead = served.agent("lead");
    lead.call("hera_new_orchestrator", "name", "shop", "coordinator_role_name", "lead").fine();
    worker = served.agent("w");
    worker.call("hera_join", "orchestrator", "shop", "role_name", "w", "kind", "worker").fine();
  }

  @AfterEach
  void close() {
    served.close();
  }

  private static Map<String, Object> node(String name) {
    return Map.of("name", name, "prompt", "Do " + name);
  }

  @Test
  void an_unknown_status_has_its_own_code_and_is_judged_before_the_caller() throws Exception {
    Agent stranger = new Agent(served, Files.createDirectory(root.resolve("stranger")));
    for (Reply reply :
        List.of(
            stranger.call("hera_status", "status", "finished"),
            stranger.call("hera_send", "body", "b", "tldr", "t", "status", "Done"),
            stranger.call(
                "hera_join",
                "orchestrator",
                "shop",
                "role_name",
                "x",
                "kind",
                "worker",
                "status",
                ""))) {
      reply.refusedWith("invalid_status", "status");
      assertThat(reply.details()).containsEntry("allowed", FIVE);
      assertThat(reply.text()).contains(FIVE);
    }
    stranger.call("hera_status", "status", 1).refusedWith("invalid_argument", "status");
    stranger
        .call("hera_status", "status", "finished", "colour", "red")
        .refusedWith("invalid_argument", "colour");
    stranger.call("hera_status", "status", "done").refusedWith("unknown_caller");
    served.call("hera_status", Map.of("status", "nope")).refusedWith("invalid_status", "status");
  }

  @Test
  void a_worker_that_gives_no_status_is_refused_and_nothing_is_stored() {
    Reply reply = worker.call("hera_send", "body", "b", "tldr", "t");
    reply.refusedWith("status_required", "status");
    assertThat(reply.text()).contains(FIVE);
    assertThat(lead.call("hera_inbox").get("count")).isEqualTo(0);
    assertThat(worker.call("hera_join").fields()).doesNotContainKey("status");
  }

  @Test
  void a_refused_message_leaves_the_status_alone() {
    worker
        .call("hera_send", "body", "b", "tldr", "t", "status", "done", "to", "nobody")
        .refusedWith("not_found", "to");
    worker
        .call("hera_send", "body", "b", "tldr", "t", "status", "done", "in_reply_to", 99)
        .refusedWith("not_found", "in_reply_to");
    worker
        .call("hera_send", "body", "b", "tldr", "t".repeat(121), "status", "done")
        .refusedWith("invalid_argument", "tldr");
    worker
        .call("hera_send", "body", "ä".repeat(32_769), "tldr", "t", "status", "done")
        .refusedWith("invalid_argument", "body");
    worker
        .call("hera_send", "body", "b", "tldr", "one\ntwo", "status", "done")
        .refusedWith("invalid_argument", "tldr");
    worker
        .call("hera_send", "body", "b", "tldr", "t", "status", "done", "to", "w")
        .refusedWith("self_send", "to");
    assertThat(worker.call("hera_join").fields()).doesNotContainKey("status");
  }

  @Test
  void a_message_beyond_the_rate_is_refused_but_its_status_counts() {
    for (int i = 0; i < 50; i++) {
      worker.call("hera_send", "body", "b", "tldr", "t", "status", "working").fine();
    }
    Reply reply = worker.call("hera_send", "body", "b", "tldr", "t", "status", "done");
    reply.refusedWith("rate_limited");
    assertThat(reply.details()).containsEntry("status_applied", true);
    assertThat(worker.call("hera_join").get("status")).isEqualTo("done");
  }

  @Test
  void a_coordinator_names_whom_it_writes_to() {
    lead.call("hera_send", "body", "b", "tldr", "t").refusedWith("invalid_argument", "to");
    lead.call("hera_send", "body", "b", "tldr", "t", "to", "lead").refusedWith("self_send", "to");
  }

  @Test
  void a_plan_with_a_cycle_is_refused_with_the_path_and_leaves_nothing() {
    Reply reply =
        lead.call(
            "hera_plan",
            "nodes",
            List.of(node("a"), node("b")),
            "edges",
            List.of(
                Map.of("blocked", "a", "blocker", "b"), Map.of("blocked", "b", "blocker", "a")));
    reply.refusedWith("cycle", "edges");
    List<?> path = (List<?>) reply.details().get("path");
    assertThat(path).hasSize(3);
    assertThat(path.get(0)).isEqualTo(path.get(2));
    lead.call("hera_block", "blocked", "a", "blocker", "b").refusedWith("not_found", "blocked");
  }

  @Test
  void a_plan_is_refused_by_the_place_of_what_is_wrong() {
    lead.call("hera_plan", "nodes", List.of()).refusedWith("invalid_argument", "nodes");
    lead.call("hera_plan", "nodes", List.of(node("a"), node("a")))
        .refusedWith("duplicate_name", "nodes[1].name");
    lead.call("hera_plan", "nodes", List.of(node("a"), node("b"), Map.of("name", "c")))
        .refusedWith("invalid_argument", "nodes[2].prompt");
    lead.call("hera_plan", "nodes", List.of(Map.of("name", "c", "kind", "subcoord")))
        .refusedWith("invalid_argument", "nodes[0].goal");
    lead.call("hera_plan", "nodes", List.of(node("a"), node("../b")))
        .refusedWith("invalid_argument", "nodes[1].name");
    Map<String, Object> coloured = new HashMap<>(node("c"));
    coloured.put("colour", "red");
    lead.call("hera_plan", "nodes", List.of(node("a"), node("b"), coloured))
        .refusedWith("invalid_argument", "nodes[2].colour");
    lead.call("hera_plan", "nodes", List.of(node("a")), "edges", List.of(Map.of("blocked", "a")))
        .refusedWith("invalid_argument", "edges[0].blocker");
    lead.call(
            "hera_plan",
            "nodes",
            List.of(node("a")),
            "edges",
            List.of(Map.of("blocked", "a", "blocker", "lead")))
        .refusedWith("coordinator_blocker", "edges[0].blocker");
  }

  @Test
  void nodes_are_refused_with_the_codes_of_their_rules() {
    lead.call("hera_plan_node", "name", "a").refusedWith("invalid_argument", "prompt");
    lead.call("hera_plan_node", "name", "a", "kind", "subcoord", "prompt", "p")
        .refusedWith("invalid_argument", "prompt");
    lead.call("hera_plan_node", "name", "a", "kind", "boss", "prompt", "p")
        .refusedWith("invalid_argument", "kind");
    lead.call("hera_plan_node", "name", "a", "prompt", "p").fine();
    lead.call("hera_block", "blocked", "a", "blocker", "a").refusedWith("self_edge", "blocker");
    lead.call("hera_block", "blocked", "a", "blocker", "lead").refusedWith("coordinator_blocker");
    lead.call("hera_unblock", "blocked", "a", "blocker", "zz").refusedWith("not_found", "blocker");
    lead.call("hera_plan_node_update", "name", "a").refusedWith("invalid_argument", "prompt");
    lead.call("hera_plan_node_update", "name", "a", "base_branch", " ")
        .refusedWith("invalid_argument", "base_branch");
    lead.call("hera_plan_node_update", "name", "a", "base_branch", "release").fine();
    lead.call("hera_plan_node_update", "name", "w", "prompt", "p")
        .refusedWith("already_materialized", "name");
    lead.call("hera_plan_node_cancel", "name", "w").refusedWith("already_materialized", "name");
    lead.call("hera_plan_node_cancel", "name", "a").fine();
    lead.call("hera_plan_node_cancel", "name", "a").fine();
    lead.call("hera_plan_node_update", "name", "a", "prompt", "p").refusedWith("cancelled", "name");
  }

  @Test
  void a_worker_that_cannot_be_started_leaves_nothing() {
    served.launcher().fail();
    Object[] call = {"prompt", "p", "role_name", "s", "idempotency_key", "k"};
    Reply reply = lead.call("hera_spawn_worker", call).refusedWith("launch_failed");
    assertThat(reply.text()).contains("the machine is full");
    lead.call("hera_send", "body", "b", "tldr", "t", "to", "s").refusedWith("not_found", "to");
    assertThat(lead.call("hera_spawn_worker", call)).isEqualTo(reply);
  }

  @Test
  void only_the_coordinator_may_change_the_plan() {
    Map<String, Map<String, Object>> calls =
        Map.of(
            "hera_plan_node", Map.of("name", "a", "prompt", "p"),
            "hera_plan", Map.of("nodes", List.of(node("a"))),
            "hera_block", Map.of("blocked", "a", "blocker", "b"),
            "hera_unblock", Map.of("blocked", "a", "blocker", "b"),
            "hera_plan_node_update", Map.of("name", "a", "prompt", "p"),
            "hera_plan_node_cancel", Map.of("name", "a"),
            "hera_spawn_worker", Map.of("prompt", "p"),
            "hera_accept", Map.of("role_name", "w"),
            "hera_revive", Map.of("role_name", "w"),
            "hera_archive", Map.of());
    assertThat(calls.keySet()).isEqualTo(HeraTools.COORDINATOR_ONLY);
    calls.forEach(
        (tool, arguments) -> {
          Map<String, Object> given = new HashMap<>(arguments);
          given.put("cwd", worker.directory().toString());
          served.call(tool, given).refusedWith("forbidden");
        });
  }

  @Test
  void joining_is_refused_with_what_is_missing() throws Exception {
    Agent other = served.agent("other");
    other.call("hera_join").refusedWith("not_bound");
    other
        .call("hera_join", "role_name", "x", "kind", "worker")
        .refusedWith("invalid_argument", "orchestrator");
    other
        .call("hera_join", "role_name", "x", "orchestrator", "shop")
        .refusedWith("invalid_argument", "kind");
    Reply coordinator =
        other.call("hera_join", "role_name", "x", "orchestrator", "shop", "kind", "coordinator");
    coordinator.refusedWith("invalid_argument", "kind");
    assertThat(coordinator.text()).contains("hera_new_orchestrator");
    for (String[] extra :
        List.of(
            new String[] {"kind", "worker"},
            new String[] {"prompt", "p"},
            new String[] {"status", "idle"})) {
      other.call("hera_join", extra[0], extra[1]).refusedWith("invalid_argument", "role_name");
    }
    other
        .call("hera_join", "role_name", "x", "orchestrator", "nowhere", "kind", "worker")
        .refusedWith("not_found", "orchestrator");
    other
        .call("hera_join", "role_name", "w", "orchestrator", "shop", "kind", "worker")
        .refusedWith("name_taken", "role_name");
    worker
        .call("hera_join", "role_name", "x", "orchestrator", "shop", "kind", "worker")
        .refusedWith("already_bound");
    other
        .call("hera_new_orchestrator", "name", "shop", "coordinator_role_name", "boss")
        .refusedWith("coordinator_exists");
    lead.call("hera_new_orchestrator", "name", "web", "coordinator_role_name", "boss")
        .refusedWith("bound_elsewhere");
  }

  @Test
  void a_caller_names_an_existing_absolute_directory() {
    served.call("hera_inbox", Map.of()).refusedWith("invalid_argument", "cwd");
    served.call("hera_inbox", Map.of("cwd", "here")).refusedWith("invalid_argument", "cwd");
    served.call("hera_inbox", Map.of("cwd", "/a\0b")).refusedWith("invalid_argument", "cwd");
    Reply gone = served.call("hera_inbox", Map.of("cwd", root.resolve("gone").toString()));
    gone.refusedWith("invalid_argument", "cwd");
    assertThat(gone.text()).doesNotContain(root.toString());
    Reply stranger = served.call("hera_inbox", Map.of("cwd", root.toString()));
    stranger.refusedWith("unknown_caller");
    lead.call("hera_inbox", "orchestrator", "web").refusedWith("not_bound");
  }

  @Test
  void nothing_is_coerced() {
    for (Object wrong : Arrays.asList(1.9, 1.0, "1", true, null, List.of(1), 0, 121, 1e10)) {
      lead.call("hera_inbox", "timeout_seconds", wrong)
          .refusedWith("invalid_argument", "timeout_seconds");
    }
    lead.call("hera_tree_updates", "since", -1).refusedWith("invalid_argument", "since");
    lead.call("hera_tree_updates", "since", new BigInteger("9223372036854775808"))
        .refusedWith("invalid_argument", "since");
    lead.call("hera_mark_read", "message_ids", List.of(1, "2"))
        .refusedWith("invalid_argument", "message_ids[1]");
    lead.call("hera_mark_read", "message_ids", 1).refusedWith("invalid_argument", "message_ids");
    lead.call("hera_get_messages", "ids", List.of()).refusedWith("invalid_argument", "ids");
    lead.call("hera_get_messages").refusedWith("invalid_argument", "ids");
    lead.call("hera_send", "body", true, "tldr", "t", "to", "w")
        .refusedWith("invalid_argument", "body");
    lead.call("hera_send", "body", " ", "tldr", "t", "to", "w")
        .refusedWith("invalid_argument", "body");
    lead.call("hera_plan", "nodes", Map.of()).refusedWith("invalid_argument", "nodes");
    lead.call("hera_plan", "nodes", List.of("a")).refusedWith("invalid_argument", "nodes[0]");
    lead.call("hera_inbox", "orchestrator", null).refusedWith("invalid_argument", "orchestrator");
    lead.call("hera_inbox", "cwd", 7).refusedWith("invalid_argument", "cwd");
  }

  @Test
  void an_idempotency_key_has_1_to_128_characters() {
    lead.call("hera_inbox", "idempotency_key", "")
        .refusedWith("invalid_argument", "idempotency_key");
    lead.call("hera_inbox", "idempotency_key", "k".repeat(129))
        .refusedWith("invalid_argument", "idempotency_key");
    lead.call("hera_inbox", "idempotency_key", "k".repeat(128)).fine();
    lead.call("hera_get_messages", "ids", List.of(1), "idempotency_key", "k")
        .refusedWith("invalid_argument", "idempotency_key");
  }

  @Test
  void a_failure_tells_nothing_of_the_inside() throws Exception {
    try (ServedHera broken =
        new ServedHera(
            root,
            hera ->
                HeraTools.of(
                    hera,
                    (context, cwd) -> {
                      throw new IllegalStateException("SELECT secret FROM /etc/passwd");
                    }))) {
      Reply reply = broken.call("hera_inbox", Map.of());
      reply.refusedWith("internal");
      assertThat(reply.text()).doesNotContain("SELECT", "secret", "passwd", "IllegalState");
      assertThat(reply.details()).isEmpty();
    }
  }

  @Test
  void a_store_that_cannot_be_reached_is_a_refusal() throws Exception {
    try (ServedHera broken =
        new ServedHera(
            root,
            hera ->
                HeraTools.of(
                    hera,
                    (context, cwd) -> {
                      throw new StoreUnavailableException(
                          "the store is busy; try again", new IllegalStateException("SELECT 1"));
                    }))) {
      Reply reply = broken.call("hera_inbox", Map.of()).refusedWith("store_unavailable");
      assertThat(reply.text()).isEqualTo("store_unavailable: the store is busy; try again");
    }
  }

  @Test
  void an_unknown_tool_is_the_protocols_error() {
    Assertions.assertThatThrownBy(() -> lead.call("hera_fly")).isInstanceOf(McpError.class);
  }
}
