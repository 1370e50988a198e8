package dev.hera.examples.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.WaitingClient;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import jakarta.servlet.http.HttpServlet;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream on which nothing is to be told shows that it is alive, so that nobody reconnects. */
@Timeout(60)
class KeepAliveTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void it_does_so_long_before_clients_give_it_up() {
    assertThat(HttpFront.KEEP_ALIVE).isLessThanOrEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void a_silent_stream_of_events_shows_that_it_is_alive() throws Exception {
    try (HttpFront front = HttpFront.open(0, LONG, Duration.ofMillis(50), LONG)) {
      McpAsyncServer server = McpServer.async(front.transport()).serverInfo("t", "1").build();
      front.start(new Tokens("known", token -> false), NoServer.modern(), new HttpServlet() {});
      WaitingClient client =
          new WaitingClient("http://127.0.0.1:" + front.port() + "/mcp", "known");
      try (WaitingClient.Call stream = client.listen()) {
        assertThat(stream.readUntil("\r\n\r\n")).contains("text/event-stream");
        stream.readUntil(": keep-alive\n\n");
        stream.readUntil(": keep-alive\n\n");
      }
      server.close();
    }
  }
}
