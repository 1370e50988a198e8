package dev.hera.examples.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.WaitingClient;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A client that takes nothing of its stream holds the thread that writes to it, and not for ever.
 */
@Timeout(60)
class SlowReaderTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  private static final Duration SHORT = Duration.ofMillis(200);

  /** Comes when the server knows that a client listens. */
  private static final String ALIVE = ": keep-alive\n\n";

  /** More than the system keeps for a connection. */
  private static final int MORE_THAN_ARRIVES = 32 * 1024 * 1024;

  @Test
  void a_client_that_reads_nothing_is_given_up_and_the_others_are_told() throws Exception {
    try (HttpFront front = HttpFront.open(0, LONG, SHORT, SHORT)) {
      McpAsyncServer server = McpServer.async(front.transport()).serverInfo("t", "1").build();
      front.start(new Tokens("known", token -> false), NoServer.modern(), new HttpServlet() {});
      String url = "http://127.0.0.1:" + front.port() + "/mcp";
      try (WaitingClient.Call silent = new WaitingClient(url, "known").listen()) {
        silent.readUntil(ALIVE);
        tell(front, "x".repeat(MORE_THAN_ARRIVES));
        assertThat(rest(silent.socket().getInputStream())).isLessThan(MORE_THAN_ARRIVES);
        try (WaitingClient.Call other = new WaitingClient(url, "known").listen()) {
          other.readUntil(ALIVE);
          tell(front, "short");
          other.readUntil("short");
        }
      }
      server.close();
    }
  }

  /** Returns when it is written, or given up. */
  private static void tell(HttpFront front, String text) {
    front.transport().notifyClients("notifications/message", Map.of("data", text)).block();
  }

  private static long rest(InputStream in) throws IOException {
    byte[] block = new byte[64 * 1024];
    long all = 0;
    try {
      for (int size = in.read(block); size >= 0; size = in.read(block)) {
        all += size;
      }
    } catch (SocketException reset) {
      return all;
    }
    return all;
  }
}
