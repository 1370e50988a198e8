package dev.hera.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.mcp.ServedHera.Agent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an agent ends an orchestrator, or its own part in one. */
class EndingOverMcpTest {
  @TempDir Path root;
  private ServedHera served;
  private Agent lead;

  @BeforeEach
  void open() throws Exception {
    served = new ServedHera(root);
    lead = served.agent("lead");
    open(lead, "shop");
  }

  @AfterEach
  void close() {
    served.close();
  }

  private static void open(Agent agent, String name) {
    agent.call("hera_new_orchestrator", "name", name, "coordinator_role_name", "lead").fine();
  }

  private Agent worker(String name) throws Exception {
    Agent worker = served.agent(name);
    worker.call("hera_join", "orchestrator", "shop", "role_name", name, "kind", "worker").fine();
    return worker;
  }

  @Test
  void a_finished_plan_is_archived_and_its_directory_opens_the_next_one() throws Exception {
    worker("w").call("hera_status", "status", "working").fine();
    Agent nested = worker("n");
    open(nested, "below");
    nested.call("hera_plan_node", "name", "1a", "prompt", "p", "orchestrator", "below").fine();
    lead.call("hera_new_orchestrator", "name", "next", "coordinator_role_name", "lead")
        .refusedWith("bound_elsewhere");

    Reply archived = lead.call("hera_archive", "idempotency_key", "k").fine();
    assertThat(archived.fields())
        .isEqualTo(
            Map.of(
                "orchestrator",
                "shop",
                "archived",
                List.of("shop", "below"),
                "cancelled",
                List.of("1a"),
                "ended",
                List.of("w", "n")));
    assertThat(archived.text()).contains("shop, below", "1a (below)", "w (shop)");
    assertThat(lead.call("hera_archive", "idempotency_key", "k").fine().fields())
        .isEqualTo(archived.fields());
    lead.call("hera_archive").refusedWith("not_bound");
    open(lead, "next");
    open(nested, "shop");
  }

  @Test
  void a_join_by_mistake_tells_what_follows_and_is_undone() throws Exception {
    Agent other = served.agent("other");
    open(other, "web");
    Reply joined =
        lead.call("hera_join", "orchestrator", "web", "role_name", "guest", "kind", "worker")
            .fine();
    assertThat(joined.text()).contains("shop", "give orchestrator in every call", "hera_leave");
    lead.call("hera_plan_show").refusedWith("ambiguous_caller");
    lead.call("hera_leave").refusedWith("invalid_argument", "orchestrator");

    Reply left = lead.call("hera_leave", "orchestrator", "web").fine();
    assertThat(left.fields())
        .containsOnlyKeys("orchestrator", "role_name", "binding_id", "task_id")
        .containsEntry("role_name", "guest");
    lead.call("hera_plan_show").fine();
    lead.call("hera_leave", "orchestrator", "web").refusedWith("not_bound");
    lead.call("hera_leave", "orchestrator", "shop").refusedWith("forbidden");
  }

  @Test
  void a_coordinator_looks_into_the_plans_below_and_acts_in_none_of_them() throws Exception {
    Agent nested = worker("n");
    open(nested, "below");
    nested.call("hera_plan_node", "name", "1a", "prompt", "secret", "orchestrator", "below").fine();

    Reply shown = lead.call("hera_plan_show", "orchestrator", "below").fine();
    assertThat(shown.get("orchestrator")).isEqualTo("below");
    Reply explained = lead.call("hera_explain", "name", "1a", "orchestrator", "below").fine();
    assertThat(explained.fields()).containsEntry("prompt", "secret");
    assertThat(explained.text()).contains("secret");
    lead.call("hera_plan_node_cancel", "name", "1a", "orchestrator", "below")
        .refusedWith("not_bound");
    worker("w").call("hera_plan_show", "orchestrator", "below").refusedWith("not_bound");
  }

  @Test
  void an_empty_plan_is_not_complete() {
    assertThat(lead.call("hera_plan_show").fine().get("complete")).isEqualTo(false);
  }
}
