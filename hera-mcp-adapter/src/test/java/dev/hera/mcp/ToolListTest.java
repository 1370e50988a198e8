package dev.hera.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Hera;
import dev.hera.memory.MemoryStore;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.ListToolsResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolListTest {
  private static final List<String> NAMES =
      List.of(
          "hera_new_orchestrator",
          "hera_join",
          "hera_status",
          "hera_send",
          "hera_inbox",
          "hera_mark_read",
          "hera_tree_updates",
          "hera_get_messages",
          "hera_spawn_worker",
          "hera_plan_node",
          "hera_block",
          "hera_plan",
          "hera_plan_node_update",
          "hera_unblock",
          "hera_plan_node_cancel",
          "hera_plan_show",
          "hera_explain",
          "hera_accept",
          "hera_revive",
          "hera_move",
          "hera_leave",
          "hera_rebind",
          "hera_archive");

  /** What the list may cost an agent (A2). */
  private static final int MAX_BYTES = 22 * 1024;

  /** What the part of it may cost that a plain worker is listed. */
  private static final int MAX_BYTES_OF_WORKER = 9 * 1024;

  private static final int MAX_BYTES_OF_INSTRUCTIONS = 1_536;

  @TempDir Path root;

  private List<Tool> tools() {
    try (Hera hera = Hera.builder(MemoryStore.create()).build()) {
      return HeraTools.of(hera).specifications().stream().map(tool -> tool.tool()).toList();
    }
  }

  @Test
  void a_client_sees_all_tools_within_their_size() throws Exception {
    try (ServedHera served = new ServedHera(root)) {
      ListToolsResult listed = served.client().listTools();
      assertThat(listed.tools()).extracting(Tool::name).isEqualTo(NAMES);
      assertThat(HeraTools.of(served.hera()).names()).isEqualTo(NAMES);
      byte[] json =
          McpJsonDefaults.getMapper().writeValueAsString(listed).getBytes(StandardCharsets.UTF_8);
      assertThat(json.length).isLessThanOrEqualTo(MAX_BYTES);
      assertThat(served.client().getServerInstructions()).isEqualTo(HeraInstructions.TEXT);
    }
  }

  @Test
  void a_worker_pays_less_for_its_list_and_nobody_much_for_the_instructions() throws Exception {
    List<Tool> all = tools();
    List<Tool> own =
        all.stream().filter(tool -> !HeraTools.NOT_FOR_WORKERS.contains(tool.name())).toList();
    System.out.printf(
        "tools/list: %d bytes for a coordinator, %d for a worker; instructions: %d%n",
        size(all), size(own), size(HeraInstructions.TEXT));
    assertThat(size(all)).isLessThanOrEqualTo(MAX_BYTES);
    assertThat(size(own)).isLessThanOrEqualTo(MAX_BYTES_OF_WORKER);
    assertThat(size(HeraInstructions.TEXT)).isLessThanOrEqualTo(MAX_BYTES_OF_INSTRUCTIONS);
  }

  private static int size(Object written) throws IOException {
    return McpJsonDefaults.getMapper()
        .writeValueAsString(written)
        .getBytes(StandardCharsets.UTF_8)
        .length;
  }

  @Test
  void each_tool_tells_its_contract() {
    for (Tool tool : tools()) {
      assertThat(tool.title()).isNotBlank();
      assertThat(tool.description()).as(tool.name()).hasSizeBetween(50, 800);
      assertThat(HeraTools.COORDINATOR_ONLY.contains(tool.name()))
          .isEqualTo(tool.description().startsWith("Coordinator only."));
    }
  }

  /** The protocol's defaults: not read-only, destructive, not idempotent, open world. */
  @Test
  void what_a_client_may_assume_is_said_or_the_default() {
    for (Tool tool : tools()) {
      ToolAnnotations hints = tool.annotations();
      assertThat(hints.openWorldHint()).as(tool.name()).isNotNull();
      assertThat(Boolean.TRUE.equals(hints.readOnlyHint()))
          .as(tool.name())
          .isEqualTo(!properties(tool.inputSchema()).containsKey("idempotency_key"));
      assertThat(hints.destructiveHint() == null)
          .as(tool.name())
          .isEqualTo(Boolean.TRUE.equals(hints.readOnlyHint()));
      assertThat(hints.idempotentHint()).as(tool.name()).isIn(null, true);
    }
  }

  @Test
  void nobody_is_told_to_wait_longer_than_clients_do() {
    for (Tool tool : tools()) {
      if (tool.name().equals("hera_inbox")) {
        assertThat(tool.description()).contains("wait 50 s at most");
      } else {
        assertThat(tool.description()).doesNotContainPattern("\\d s\\b");
      }
    }
    assertThat(HeraInstructions.TEXT).doesNotContainPattern("timeout_seconds=(?!50\\b)");
  }

  @Test
  void each_input_is_strict_and_never_requires_cwd() {
    for (Tool tool : tools()) {
      Map<String, Object> schema = tool.inputSchema();
      assertThat(schema).containsEntry("type", "object");
      assertThat(schema).containsEntry("additionalProperties", false);
      assertThat(properties(schema)).containsKey("cwd");
      assertThat(required(schema)).doesNotContain("cwd").isSubsetOf(properties(schema).keySet());
      if (!Boolean.TRUE.equals(tool.annotations().readOnlyHint())) {
        assertThat(properties(schema)).containsKey("idempotency_key");
      }
      if (properties(schema).containsKey("status")) {
        assertThat(properties(properties(schema), "status"))
            .containsEntry("enum", List.of("idle", "working", "blocked", "done", "failed"));
      }
    }
  }

  /** Dialects of some clients know no list of types. */
  @Test
  void each_field_has_one_type() {
    for (Tool tool : tools()) {
      assertThat(properties(tool.outputSchema()).values())
          .as(tool.name())
          .allSatisfy(
              field -> assertThat(((Map<?, ?>) field).get("type")).isInstanceOf(String.class));
    }
  }

  @Test
  void each_output_admits_a_refusal() {
    Map<String, Object> refusal =
        Map.of("error", Map.of("code", "cycle", "message", "m", "details", Map.of("path", 1)));
    for (Tool tool : tools()) {
      Map<String, Object> schema = tool.outputSchema();
      assertThat(schema).containsEntry("type", "object").doesNotContainKey("required");
      assertThat(properties(properties(schema), "error")).containsEntry("type", "object");
      assertThat(McpJsonDefaults.getSchemaValidator().validate(schema, refusal).valid()).isTrue();
    }
  }

  @SuppressWarnings("unchecked")
  private static List<String> required(Map<String, Object> schema) {
    return (List<String>) schema.getOrDefault("required", List.of());
  }

  private static Map<String, Object> properties(Map<String, Object> schema) {
    return properties(schema, "properties");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> properties(Map<String, Object> schema, String name) {
    return (Map<String, Object>) schema.get(name);
  }
}
