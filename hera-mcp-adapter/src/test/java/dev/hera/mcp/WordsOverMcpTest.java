package dev.hera.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.mcp.ServedHera.Agent;
import dev.hera.vocabulary.Quotation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over MCP Hera speaks of tools and their parameters, and leaves alone what others wrote. */
class WordsOverMcpTest {
  private static final String MARK = "see `Participant.plan` (`roleName`)";

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

  private void planAfterWorker(String name) {
    lead.call(
            "hera_plan",
            "nodes",
            List.of(Map.of("name", name, "prompt", MARK)),
            "edges",
            List.of(Map.of("blocked", name, "blocker", "w")))
        .fine();
  }

  private static Map<String, Object> only(Reply reply) {
    List<Map<String, Object>> messages = reply.fine().rows("messages");
    assertThat(messages).hasSize(1);
    return messages.get(0);
  }

  @Test
  void a_notice_names_tools() {
    planAfterWorker("2a");
    worker.call("hera_status", "status", "failed").fine();

    Reply inbox = lead.call("hera_inbox");
    String body =
        "2a cannot start: its blocker w counts as failed, because it reported failed.\n"
            + "Write to it with hera_send; when its session has ended, hera_revive (role_name w)"
            + " starts it again.\n"
            + "2a is released when w reports done; when you remove the edge (hera_unblock, blocked"
            + " 2a, blocker w); or give up the node with hera_plan_node_cancel.";
    Map<String, Object> notice = only(inbox);
    assertThat(notice)
        .containsEntry("from", "2a")
        .containsEntry("tldr", "held: 2a (w failed)")
        .containsEntry("body", body);
    assertThat(inbox.text()).endsWith("held: 2a (w failed)\n" + body);
    Reply fetched = lead.call("hera_get_messages", "ids", List.of(notice.get("id")));
    assertThat(only(fetched)).containsEntry("body", body);
    assertThat(fetched.text()).endsWith(body);
  }

  @Test
  void an_explanation_names_tools_and_leaves_the_prompt_alone() {
    planAfterWorker("2a");
    worker.call("hera_status", "status", "failed").fine();

    Reply held = lead.call("hera_explain", "name", "2a").fine();
    String release =
        "w reports done (now: it reported failed), or hera_unblock removes the edge (blocked 2a,"
            + " blocker w).";
    assertThat(held.get("would_release")).isEqualTo(List.of(release));
    assertThat(held.get("prompt")).isEqualTo(MARK);
    assertThat(held.text()).contains(release).endsWith(MARK);
    Reply failed = lead.call("hera_explain", "name", "w").fine();
    assertThat((String) failed.get("reason"))
        .endsWith(
            "Write to it with hera_send; when its session has ended, hera_revive (role_name w)"
                + " starts it again.");
    assertThat(failed.text()).contains((String) failed.get("reason"));
  }

  @Test
  void what_agents_write_is_told_as_they_wrote_it() {
    worker.call("hera_send", "body", MARK, "tldr", MARK, "status", "done").fine();
    Reply inbox = lead.call("hera_inbox");
    Map<String, Object> message = only(inbox);
    assertThat(message).containsEntry("body", MARK).containsEntry("tldr", MARK);
    assertThat(inbox.text()).endsWith(MARK + "\n" + MARK);
    Reply fetched = lead.call("hera_get_messages", "ids", List.of(message.get("id")));
    assertThat(only(fetched)).containsEntry("body", MARK).containsEntry("tldr", MARK);

    lead.call("hera_accept", "role_name", "w", "message", MARK).fine();
    assertThat(only(worker.call("hera_inbox"))).containsEntry("body", MARK);

    worker.call("hera_status", "status", "idle", "handoff_note", MARK).fine();
    assertThat(worker.call("hera_join").fine().get("handoff_note")).isEqualTo(MARK);
  }

  @Test
  void a_worker_is_told_of_tools_and_then_its_mission_as_it_was_given() {
    lead.call("hera_plan_node", "name", "1a", "kind", "subcoord", "goal", MARK).fine();
    served.hera().tick();
    assertThat(served.launcher().prompt("1a"))
        .contains("Plan its nodes (hera_plan), see to its workers")
        .endsWith(
            """
            How to report, with the hera_* tools (your client may list them under a longer name \
            that ends so, such as mcp__hera__hera_send):
            1. Check in with one hera_send to your coordinator carrying status=working, then read \
            hera_inbox(timeout_seconds=50) for go or wait.
            2. Every message of yours needs a status: idle, working, blocked, done or failed.
            3. Finish with status done, or failed when you cannot do it: others wait for your report.
            When a tool answers "fenced", stop at once and touch nothing more. When a call fails \
            without an answer of Hera's, Hera may be restarting: repeat it for at least a minute \
            before you give up.

            Your mission:

            """
                + MARK);
  }

  @Test
  void refusals_say_which_tool_helps() throws Exception {
    Agent other = served.agent("other");
    assertThat(other.call("hera_inbox").refusedWith("not_bound").text())
        .isEqualTo(
            "not_bound: you have no role yet; take one with hera_join (orchestrator, role_name,"
                + " kind), or open an orchestrator of your own with hera_new_orchestrator");
    assertThat(
            worker
                .call("hera_join", "orchestrator", "shop", "role_name", "x", "kind", "worker")
                .refusedWith("already_bound")
                .text())
        .contains("; call hera_join without role_name to see your role");
    assertThat(worker.call("hera_plan_node_cancel", "name", "a").refusedWith("forbidden").text())
        .isEqualTo(
            "forbidden: hera_plan_node_cancel is for the coordinator of \"shop\" only; you are its"
                + " worker \"w\": ask the coordinator with hera_send");
    assertThat(lead.call("hera_explain", "name", "x").refusedWith("not_found", "name").text())
        .isEqualTo(
            "not_found: name: there is no active node \"x\"; see the plan's nodes with"
                + " hera_plan_show");
    assertThat(lead.call("hera_explain", "name", "`Newcomer.join`").refusedWith("not_found").text())
        .contains("no active node \"`Newcomer.join`\"; see");
    assertThat(
            lead.call("hera_accept", "role_name", "x").refusedWith("not_found", "role_name").text())
        .isEqualTo(
            "not_found: role_name: there is no active role \"x\"; see the plan with"
                + " hera_plan_show");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\"b", "\"", "a\nb", "a\"\r\nb\" \"c", "`Newcomer.join`\"`Newcomer.join`"})
  void what_a_caller_gave_is_told_from_the_words_around_it(String given) {
    String quoted = Quotation.of(given);
    List<Reply> refusals =
        List.of(
            worker
                .call("hera_send", "body", "b", "tldr", "t", "status", "idle", "to", given)
                .refusedWith("not_found", "to"),
            lead.call("hera_accept", "role_name", given).refusedWith("not_found", "role_name"),
            lead.call("hera_explain", "name", given).refusedWith("not_found", "name"),
            lead.call("hera_inbox", "orchestrator", given).refusedWith("not_bound"));
    for (Reply refusal : refusals) {
      assertThat(refusal.text()).contains(quoted);
      assertThat(refusal.text().replace(quoted, "")).contains("hera_").doesNotContain("`");
    }
  }

  @Test
  void refusals_name_the_parameters_of_their_tool() throws Exception {
    Agent other = served.agent("other");
    other
        .call("hera_new_orchestrator", "name", "web", "coordinator_role_name", "a b")
        .refusedWith("invalid_argument", "coordinator_role_name");
    other
        .call(
            "hera_new_orchestrator",
            "name",
            "web",
            "coordinator_role_name",
            "lead",
            "base_branch",
            "a\nb")
        .refusedWith("invalid_argument", "base_branch");
    other
        .call("hera_join", "orchestrator", "shop", "role_name", "a b", "kind", "worker")
        .refusedWith("invalid_argument", "role_name");
    worker
        .call("hera_status", "status", "done", "handoff_note", "ä".repeat(40_000))
        .refusedWith("invalid_argument", "handoff_note");
    lead.call("hera_spawn_worker", "prompt", "p", "branch", " ")
        .refusedWith("invalid_argument", "branch");
    lead.call("hera_spawn_worker", "prompt", "p", "role_name", "a b")
        .refusedWith("invalid_argument", "role_name");
    assertThat(
            lead.call("hera_plan_node_update", "name", "w")
                .refusedWith("invalid_argument", "prompt")
                .text())
        .endsWith("prompt: give prompt, project, goal, model, backend or base_branch to change");
    lead.call("hera_plan_node", "name", "a", "prompt", "p", "idempotency_key", "k").fine();
    assertThat(
            lead.call("hera_plan_node", "name", "b", "prompt", "p", "idempotency_key", "k")
                .refusedWith("idempotency_conflict", "idempotency_key")
                .text())
        .isEqualTo(
            "idempotency_conflict: idempotency_key: \"k\" was already used for hera_plan_node with"
                + " other arguments; repeat the first arguments or choose a new key");
    Reply changed =
        lead.call("hera_plan_node_update", "name", "a", "base_branch", "release").fine();
    assertThat(changed.get("changed")).isEqualTo(List.of("base_branch"));
    assertThat(changed.text()).contains("base_branch");
  }
}
