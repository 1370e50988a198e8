package dev.hera.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.mcp.ServedHera.Agent;
import dev.hera.view.ViewState;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person behind a client decides of a launch that nobody can tell of; a synchronous server. */
class PersonOverMcpTest {
  @TempDir Path root;
  private ServedHera served;
  private Agent lead;
  private final List<ElicitFormRequest> asked = new ArrayList<>();

  @BeforeEach
  void hold() throws Exception {
    served = new ServedHera(root);
    lead = served.agent("lead");
    lead.call("hera_new_orchestrator", "name", "shop", "coordinator_role_name", "lead").fine();
    served.launcher().fallSilent();
    lead.call("hera_plan_node", "name", "a", "prompt", "p").fine();
    served.hera().tick();
    assertThat(state()).isEqualTo(ViewState.HELD);
  }

  @AfterEach
  void close() {
    served.close();
  }

  private ViewState state() {
    return served.hera().plan("shop").nodes().get(0).state();
  }

  private Reply revive(Function<ElicitFormRequest, ElicitResult> person) {
    McpSyncClient client =
        served.connect(
            null,
            spec ->
                spec.elicitation(
                    form -> {
                      asked.add(form);
                      return person.apply(form);
                    }));
    try {
      return ServedHera.call(
          client, "hera_revive", Map.of("cwd", lead.directory().toString(), "role_name", "a"));
    } finally {
      client.closeGracefully();
    }
  }

  private static ElicitResult says(ElicitResult.Action action, Map<String, Object> content) {
    return ElicitResult.builder(action).content(content).build();
  }

  @Test
  void a_person_is_asked_what_to_do_and_that_is_done() {
    Reply reply =
        revive(form -> says(ElicitResult.Action.ACCEPT, Map.of("decision", "give_up"))).fine();

    assertThat(reply.get("role_name")).isEqualTo("a");
    assertThat(reply.get("outcome")).isEqualTo("given_up");
    assertThat(state()).isEqualTo(ViewState.CANCELLED);
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).message()).contains("\"a\"", "no connection");
    assertThat(asked.get(0).requestedSchema().toString()).contains("adopt", "retry", "give_up");
  }

  @Test
  void a_person_that_does_not_decide_changes_nothing_and_is_asked_once() {
    Reply declined = revive(form -> says(ElicitResult.Action.DECLINE, Map.of())).fine();
    Reply empty = revive(form -> says(ElicitResult.Action.ACCEPT, Map.of())).fine();
    Reply broken =
        revive(
                form -> {
                  throw new IllegalStateException("no screen");
                })
            .fine();

    assertThat(List.of(declined, empty, broken))
        .allSatisfy(reply -> assertThat(reply.get("outcome")).isEqualTo("launch_unknown"));
    assertThat(asked).hasSize(3);
    assertThat(state()).isEqualTo(ViewState.HELD);
  }

  @Test
  void whose_client_cannot_ask_is_told_what_a_person_can_do() {
    Reply reply = lead.call("hera_revive", "role_name", "a").fine();

    assertThat(reply.get("outcome")).isEqualTo("launch_unknown");
    assertThat(reply.text()).contains("./hera decide ORCHESTRATOR ROLE adopt|retry|give-up");
    lead.call("hera_revive", "role_name", "a", "decision", "adopt")
        .refusedWith("invalid_argument", "decision");
    assertThat(state()).isEqualTo(ViewState.HELD);
  }

  @Test
  void the_notice_and_the_explanation_say_which_tool_has_the_person_asked() {
    assertThat(lead.call("hera_inbox").text()).contains("hera_revive has the person asked");
    assertThat(lead.call("hera_explain", "name", "a").text())
        .contains("hera_revive has the person asked");
  }
}
