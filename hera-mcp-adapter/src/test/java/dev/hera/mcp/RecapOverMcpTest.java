package dev.hera.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Participant;
import dev.hera.mcp.ServedHera.Agent;
import dev.hera.message.Outgoing;
import dev.hera.role.Caller;
import dev.hera.role.Status;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code hera_join} without a role name gives a caller that lost its context what it needs. */
class RecapOverMcpTest {
  /** 2,000 tokens of four bytes each, for the whole result: its text and its structured content. */
  private static final int MAX_BYTES = 8_000;

  private static final int LAST = 120;
  private static final String ODD = "\"\\\u0001\n😀 ".repeat(2_000);

  @TempDir Path root;
  private ServedHera served;
  private Agent lead;

  @BeforeEach
  void open() throws Exception {
    served = new ServedHera(root, hera -> HeraTools.of(hera, PlanOverMcpTest::caller));
    lead = served.agent("l".repeat(100));
  }

  @AfterEach
  void close() {
    served.close();
  }

  private static String name(String letter, int i) {
    return letter.repeat(60) + "-" + (100 + i);
  }

  private int bytesOfJoin(Map<String, Object> arguments, String token) throws Exception {
    CallToolResult result =
        (token == null ? served.client() : served.connect(token))
            .callTool(CallToolRequest.builder("hera_join").arguments(arguments).build());
    assertThat(result.isError()).isNotEqualTo(true);
    return McpJsonDefaults.getMapper()
        .writeValueAsString(result)
        .getBytes(StandardCharsets.UTF_8)
        .length;
  }

  @Test
  void a_page_is_enough_however_large_plan_inbox_and_missions_are() throws Exception {
    String orchestrator = name("o", 0);
    lead.call(
            "hera_new_orchestrator",
            "name",
            orchestrator,
            "coordinator_role_name",
            name("l", 0),
            "prompt",
            ODD)
        .fine();
    List<Map<String, Object>> nodes =
        IntStream.rangeClosed(0, LAST)
            .<Map<String, Object>>mapToObj(
                i -> Map.of("name", name("n", i), "prompt", i == LAST ? ODD : "p"))
            .toList();
    List<Map<String, Object>> edges =
        IntStream.range(0, 30)
            .<Map<String, Object>>mapToObj(
                i -> Map.of("blocker", name("n", i), "blocked", name("n", LAST)))
            .toList();
    lead.call("hera_plan", "nodes", nodes, "edges", edges).fine();
    served.hera().tick();
    for (int i = 0; i < 30; i++) {
      worker(i).send(new Outgoing("body", "\"😀".repeat(60), null, status(i), null));
    }
    int bytes = bytesOfJoin(Map.of("cwd", lead.directory().toString()), null);
    System.out.printf("recap of a coordinator at its worst: %d bytes%n", bytes);
    assertThat(bytes).isBetween(MAX_BYTES / 2, MAX_BYTES);

    IntStream.range(0, 30).forEach(i -> worker(i).report(Status.DONE));
    served.hera().tick();
    String waited = name("n", LAST);
    IntStream.range(0, 40)
        .forEach(i -> leading().send(Outgoing.to(waited, "\"😀".repeat(60), "body")));
    bytes = bytesOfJoin(Map.of(), served.launcher().token(waited));
    System.out.printf("recap of a worker at its worst: %d bytes%n", bytes);
    assertThat(bytes).isBetween(MAX_BYTES / 4, MAX_BYTES);
  }

  private Participant worker(int i) {
    return served.hera().participant(Caller.worker(served.launcher().token(name("n", i))), null);
  }

  private Participant leading() {
    return served.hera().participant(Caller.directory(lead.directory()), null);
  }

  private static Status status(int i) {
    return List.of(Status.BLOCKED, Status.FAILED, Status.WORKING, Status.DONE).get(i % 4);
  }

  @Test
  void text_and_fields_both_say_all_of_it() throws Exception {
    lead.call(
            "hera_new_orchestrator",
            "name",
            "o",
            "coordinator_role_name",
            "lead",
            "prompt",
            "Sell.")
        .fine();
    List<Map<String, Object>> nodes =
        List.of(Map.of("name", "a", "prompt", "Begin."), Map.of("name", "b", "prompt", "End."));
    List<Map<String, Object>> edges = List.of(Map.of("blocked", "b", "blocker", "a"));
    lead.call("hera_plan", "nodes", nodes, "edges", edges).fine();
    served.hera().tick();
    served
        .hera()
        .participant(Caller.worker(served.launcher().token("a")), null)
        .send(new Outgoing("body", "no way", null, Status.FAILED, null));
    Reply seen = lead.call("hera_join").fine();
    assertThat(seen.fields())
        .containsEntry("mission", "Sell.")
        .containsEntry("project", "shop")
        .containsEntry("task_status", "in_progress");
    assertThat(seen.fields().get("plan"))
        .isEqualTo(
            Map.of(
                "progress",
                "stuck",
                "counts",
                Map.of("failed", 1, "held", 1),
                "nodes",
                List.of(
                    Map.of("name", "a", "state", "failed", "why", "it reported failed"),
                    Map.of("name", "b", "state", "held", "why", "behind a")),
                "left_out",
                0));
    assertThat(seen.rows("unread")).extracting(row -> row.get("tldr")).contains("no way");
    assertThat(seen.get("next"))
        .isEqualTo(
            List.of(
                "hera_inbox reads your 2 unread.", "hera_explain (name a) says what it needs."));
    assertThat(seen.text())
        .contains(
            "Mission: Sell.",
            "Plan, stuck: 1 failed, 1 held",
            "- a failed: it reported failed",
            "- b held: behind a",
            "from a: no way",
            "- hera_explain (name a) says what it needs.");
  }
}
