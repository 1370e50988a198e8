package dev.hera.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.mcp.ServedHera.Agent;
import dev.hera.view.PlanFormat;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanShownOverMcpTest {
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
    lead.call(
            "hera_plan",
            "nodes",
            List.of(node("2a"), node("2b"), node("3a")),
            "edges",
            List.of(edge("2a", "w"), edge("3a", "2a"), edge("3a", "2b")))
        .fine();
  }

  @AfterEach
  void close() {
    served.close();
  }

  private static Map<String, Object> node(String name) {
    return Map.of("name", name, "prompt", "Do " + name);
  }

  private static Map<String, Object> edge(String blocked, String blocker) {
    return Map.of("blocked", blocked, "blocker", blocker);
  }

  private Reply explain(String node) {
    return lead.call("hera_explain", "name", node).fine();
  }

  @Test
  void each_role_sees_the_whole_plan() {
    lead.call("hera_plan_node_cancel", "name", "2b").fine();
    worker.call("hera_status", "status", "done").fine();
    Reply shown = worker.call("hera_plan_show").fine();
    assertThat(shown.fields())
        .containsOnlyKeys("orchestrator", "nodes", "counts", "complete")
        .containsEntry("orchestrator", "shop")
        .containsEntry("counts", Map.of("in_review", 1, "ready", 1, "cancelled", 1, "planned", 1))
        .containsEntry("complete", false);
    List<Map<String, Object>> nodes = shown.rows("nodes");
    assertThat(nodes).extracting(node -> node.get("name")).containsExactly("w", "2a", "2b", "3a");
    assertThat(nodes.get(0))
        .containsOnlyKeys(
            "name",
            "role_id",
            "kind",
            "state",
            "status",
            "task_status",
            "branch",
            "blockers",
            "dependents",
            "attempts",
            "last_error")
        .containsEntry("kind", "worker")
        .containsEntry("state", "in_review")
        .containsEntry("status", "done")
        .containsEntry("task_status", "in_review")
        .containsEntry("branch", "main")
        .containsEntry("dependents", List.of("2a"));
    assertThat(nodes.get(3))
        .containsEntry("state", "planned")
        .containsEntry("status", null)
        .containsEntry("task_status", null)
        .containsEntry("branch", null)
        .containsEntry("blockers", List.of("2a", "2b"));
  }

  @Test
  void a_plan_whose_open_nodes_are_done_is_complete() {
    for (String name : List.of("2a", "2b", "3a")) {
      lead.call("hera_plan_node_cancel", "name", name).fine();
    }
    assertThat(lead.call("hera_plan_show").get("complete")).isEqualTo(false);
    worker.call("hera_status", "status", "done").fine();
    Reply shown = lead.call("hera_plan_show");
    assertThat(shown.get("complete")).isEqualTo(true);
    assertThat(shown.text()).endsWith("\nThe plan is complete.\n");
  }

  @Test
  void the_text_has_the_format_that_was_asked_for() {
    for (PlanFormat format : PlanFormat.values()) {
      assertThat(lead.call("hera_plan_show", "format", format.wire()).fine().text())
          .isEqualTo(format.render(served.hera().plan("shop")));
    }
    assertThat(lead.call("hera_plan_show").fine().text())
        .isEqualTo(
            """
            shop: 1⟳ working · 1◎ ready · 2○ planned
            1 │ ┌ [2b … w]  1⟳ · 1◎
              │ ├ ◎ 2b  ready
              │ └ ⟳ w   working
            2 │ ○ 2a  planned  after w
            3 │ ○ 3a  planned  after 2a, 2b
            """);
    lead.call("hera_plan_show", "format", "svg").refusedWith("invalid_argument", "format");
  }

  @Test
  void a_held_node_tells_what_holds_it_and_what_would_release_it() {
    worker.call("hera_status", "status", "failed").fine();
    Reply held = explain("2a");
    assertThat(held.fields())
        .containsOnlyKeys(
            "name",
            "state",
            "since",
            "prompt",
            "project",
            "attempts",
            "blockers",
            "would_release",
            "waited_before",
            "late_results")
        .containsEntry("name", "2a")
        .containsEntry("state", "held")
        .containsEntry("waited_before", List.of())
        .containsEntry("prompt", "Do 2a")
        .containsEntry("project", "shop")
        .containsEntry("attempts", 0);
    assertThat(Instant.parse((String) held.get("since"))).isBeforeOrEqualTo(Instant.now());
    Map<String, Object> blocker = held.rows("blockers").get(0);
    assertThat(blocker)
        .containsOnlyKeys("name", "outcome", "rule", "since")
        .containsEntry("name", "w")
        .containsEntry("outcome", "failed")
        .containsEntry("rule", 4);
    assertThat(Instant.parse((String) blocker.get("since"))).isBeforeOrEqualTo(Instant.now());
    assertThat((List<?>) held.get("would_release")).hasSize(1);
    assertThat(held.text())
        .contains("\"2a\" is held since ", "\"w\" is failed since ", "it reported failed")
        .contains("hera_unblock");
  }

  @Test
  void a_removed_blocker_is_remembered() {
    lead.call("hera_unblock", "blocked", "2a", "blocker", "w").fine();
    Reply ready = explain("2a");
    assertThat(ready.get("state")).isEqualTo("ready");
    assertThat(ready.get("blockers")).isEqualTo(List.of());
    Map<String, Object> former = ready.rows("waited_before").get(0);
    assertThat(former).containsOnlyKeys("name", "until").containsEntry("name", "w");
    assertThat(Instant.parse((String) former.get("until"))).isBeforeOrEqualTo(Instant.now());
  }

  @Test
  void only_nodes_of_the_own_plan_are_explained() {
    lead.call("hera_explain").refusedWith("invalid_argument", "name");
    lead.call("hera_explain", "name", "9z").refusedWith("not_found", "name");
    lead.call("hera_explain", "name", "lead").refusedWith("not_found", "name");
    lead.call("hera_explain", "name", "2a", "orchestrator", "web").refusedWith("not_bound");
    lead.call("hera_plan_show", "orchestrator", "web").refusedWith("not_bound");
  }
}
