package dev.hera.examples.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.modern.JsonRpc.JSONRPCNotification;
import io.modelcontextprotocol.modern.JsonRpc.JSONRPCRequest;
import io.modelcontextprotocol.modern.JsonRpc.JSONRPCResponse;
import io.modelcontextprotocol.modern.server.McpRequestManager;
import io.modelcontextprotocol.modern.server.McpTransportResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** A client that takes nothing of a long answer holds a thread, and not for ever. */
@Timeout(120)
class SlowAnswerTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(50);

  /** More than the system keeps for a connection. */
  private static final int MORE_THAN_ARRIVES = 32 * 1024 * 1024;

  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x\",\"params\":{}}";

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private HttpFront front;

  private final class LongPage extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      begun.countDown();
      try {
        response.getOutputStream().write(new byte[MORE_THAN_ARRIVES]);
      } finally {
        ended.countDown();
      }
    }
  }

  private final class LongResult implements McpRequestManager {
    @Override
    public Mono<McpTransportResponse> handle(McpTransportContext context, JSONRPCRequest request) {
      begun.countDown();
      Map<String, String> result = Map.of("text", "x".repeat(MORE_THAN_ARRIVES));
      return Mono.just(McpTransportResponse.result(JSONRPCResponse.result(request.id(), result)));
    }

    @Override
    public Mono<McpTransportResponse> handleBlocking(
        McpTransportContext context, JSONRPCRequest request) {
      return handle(context, request);
    }

    @Override
    public Mono<Void> handleNotification(
        McpTransportContext context, JSONRPCNotification notification) {
      return Mono.empty();
    }
  }

  @BeforeEach
  void start() throws IOException {
    front = HttpFront.open(0, LONG, LONG, SHORT);
    front.serve("/", new LongPage());
    front.start(new Tokens("known", token -> false), new LongResult(), new LongPage());
  }

  @AfterEach
  void stop() {
    front.close();
  }

  private Socket ask(String line) throws Exception {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), front.port());
    String request =
        line
            + " HTTP/1.1\r\nHost: localhost:"
            + front.port()
            + "\r\nAuthorization: Bearer known\r\nContent-Type: application/json\r\n"
            + "Accept: application/json, text/event-stream\r\n"
            + "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: x\r\nContent-Length: "
            + CALL.length()
            + "\r\n\r\n"
            + CALL;
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    begun.await();
    return socket;
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST /mcp", "POST /operator/x"})
  void an_answer_that_is_not_taken_is_given_up(String line) throws Exception {
    try (Socket silent = ask(line)) {
      assertThat(front.drain(PATIENCE)).isTrue();
      assertThat(silent.isClosed()).isFalse();
    }
  }

  @Test
  void a_page_that_is_not_taken_is_given_up() throws Exception {
    try (Socket silent = ask("GET /")) {
      assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(silent.isClosed()).isFalse();
    }
  }
}
