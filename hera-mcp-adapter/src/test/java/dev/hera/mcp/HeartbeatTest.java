package dev.hera.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpLoggableSession;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class HeartbeatTest {
  private final Told told = new Told();
  private final McpAsyncServerExchange exchange =
      new McpAsyncServerExchange(
          "s",
          told,
          McpSchema.ClientCapabilities.builder().build(),
          McpSchema.Implementation.builder("c", "1").build(),
          McpTransportContext.EMPTY);

  /** A session that keeps what its client is told. */
  private static final class Told implements McpLoggableSession {
    private final BlockingQueue<ProgressNotification> progress = new LinkedBlockingQueue<>();

    @Override
    public Mono<Void> sendNotification(String method, Object params) {
      assertThat(method).isEqualTo("notifications/progress");
      return Mono.fromRunnable(() -> progress.add((ProgressNotification) params));
    }

    @Override
    public <T> Mono<T> sendRequest(String method, Object params, TypeRef<T> type) {
      return Mono.error(new UnsupportedOperationException(method));
    }

    @Override
    public void setMinLoggingLevel(McpSchema.LoggingLevel level) {}

    @Override
    public boolean isNotificationForLevelAllowed(McpSchema.LoggingLevel level) {
      return true;
    }

    @Override
    public Mono<Void> closeGracefully() {
      return Mono.empty();
    }

    @Override
    public void close() {}
  }

  private static CallToolRequest request(Map<String, Object> meta) {
    return new CallToolRequest("hera_inbox", Map.of(), meta);
  }

  @Test
  void a_client_with_a_token_is_told_until_the_answer_is_there() throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    CompletableFuture<String> given =
        new Heartbeat(Duration.ofMillis(5))
            .during(Mono.fromFuture(answer), exchange, request(Map.of("progressToken", "p1")))
            .toFuture();

    ProgressNotification first = told.progress.poll(30, TimeUnit.SECONDS);
    ProgressNotification second = told.progress.poll(30, TimeUnit.SECONDS);
    assertThat(first.progressToken()).isEqualTo("p1");
    assertThat(second.progress()).as("it increases").isGreaterThan(first.progress());
    answer.complete("done");
    assertThat(given.get(30, TimeUnit.SECONDS)).isEqualTo("done");
  }

  @Test
  void a_client_without_one_gets_its_answer_as_it_is() {
    Mono<String> answer = Mono.just("done");

    assertThat(Heartbeat.DEFAULT.during(answer, exchange, request(Map.of()))).isSameAs(answer);
    assertThat(Heartbeat.DEFAULT.interval()).hasSeconds(15);
  }
}
