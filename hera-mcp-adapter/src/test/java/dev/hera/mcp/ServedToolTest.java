package dev.hera.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.mcp.tool.InboxTool;
import dev.hera.memory.MemoryStore;
import dev.hera.message.Outgoing;
import dev.hera.role.Caller;
import dev.hera.role.NewTask;
import dev.hera.role.RoleKind;
import dev.hera.role.Status;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServedToolTest {
  private final Hera hera = Hera.builder(MemoryStore.create()).build();
  private final Caller lead = hera.tasks().register(NewTask.named("lead"));
  private Coordinator coordinator;

  @BeforeEach
  void open() {
    coordinator = hera.newcomer(lead).newOrchestrator("shop", "lead");
  }

  @AfterEach
  void close() {
    hera.close();
  }

  private Reply inbox(Map<String, Object> arguments) {
    CallToolResult result =
        new ServedTool<>(new InboxTool(), hera, (context, cwd) -> lead)
            .answer(McpTransportContext.EMPTY, arguments, null)
            .classic();
    return Reply.of(result);
  }

  @Test
  void no_arguments_are_empty_arguments() {
    assertThat(inbox(null).fine().get("count")).isEqualTo(0);
  }

  @Test
  void an_interrupted_wait_reads_nothing_and_stays_interrupted() {
    Thread.currentThread().interrupt();
    Reply reply = inbox(Map.of("timeout_seconds", 120));
    assertThat(Thread.interrupted()).isTrue();
    reply.refusedWith("internal");

    Caller worker = hera.tasks().register(NewTask.named("w"));
    hera.newcomer(worker).join("shop", "w", RoleKind.WORKER, null, null);
    hera.participant(worker, null).send(Outgoing.report(Status.DONE, "t", "b"));
    assertThat(inbox(Map.of()).fine().get("count")).isEqualTo(1);
    assertThat(coordinator.inbox().messages()).isEmpty();
  }

  @Test
  void an_error_of_the_machine_is_told_like_any_failure() {
    CallToolResult result =
        new ServedTool<>(
                new InboxTool(),
                hera,
                (context, cwd) -> {
                  throw new StackOverflowError("/secret");
                })
            .answer(McpTransportContext.EMPTY, Map.of(), null)
            .classic();
    assertThat(Reply.of(result).refusedWith("internal").text()).doesNotContain("secret");
  }
}
