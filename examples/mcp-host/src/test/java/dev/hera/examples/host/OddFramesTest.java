package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.RawHttp.Answer;
import dev.hera.examples.host.server.Host;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are odd to HTTP: whoever sends one is to blame for it, and not the host (H4). */
@Timeout(120)
class OddFramesTest {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

  @TempDir static Path directory;
  private static Host host;
  private static int port;
  private static String session;

  @BeforeAll
  static void start() throws Exception {
    host = ShopHost.start(directory, Repository.create(directory.resolve("shop")), 1);
    port = URI.create(host.url()).getPort();
    session = new SharedSession(host.url(), host.token()).id();
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static Answer send(String line, String body, String... more) throws Exception {
    List<String> headers =
        new ArrayList<>(
            List.of(
                "Host: 127.0.0.1:" + port,
                "Authorization: Bearer " + host.token(),
                "Accept: application/json, text/event-stream",
                "Mcp-Session-Id: " + session));
    headers.addAll(List.of(more));
    return RawHttp.sendChunked(port, line, headers, body.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void isNoFaultOfTheHost(Answer answer) {
    assertThat(answer.status()).as(answer.headers()).isBetween(200, 499);
    assertThat(answer.body()).doesNotContain("Exception", "\tat ", "jetty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: application/json; charset=bogus",
        "Content-Type: application/json; charset=\u00ff",
        "Content-Type: application/json; charset=",
        "Content-Type: ;;;",
        "Content-Type: application/x-www-form-urlencoded; charset=bogus",
        "Content-Type: application/json\r\nContent-Encoding: gzip",
        "Content-Type: application/json\r\nExpect: nonsense",
        "Content-Type: application/json\r\nMcp-Session-Id: \u00ff.\u00ff",
        "Content-Type: application/json\r\nMCP-Protocol-Version: \u00ff\u00fe",
        "Content-Type: application/json\r\nMCP-Protocol-Version: \"\\",
        "Content-Type: application/json\r\nMCP-Protocol-Version:",
        "Content-Type: application/json\r\nUpgrade: h2c\r\nHTTP2-Settings: x",
        "Content-Type: application/json\r\nContent-Length: 1\r\nContent-Length: 2",
        "Content-Type: application/json\r\nTransfer-Encoding: chunked",
        "Content-Type: application/json\r\nTransfer-Encoding: x"
      })
  void a_message_with_odd_headers_is_taken_or_refused(String headers) throws Exception {
    isNoFaultOfTheHost(
        send("POST /mcp HTTP/1.1", PING, headers, "Content-Length: " + PING.length()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5\r\n{\r\n0\r\n\r\n",
        "zz\r\n{\r\n0\r\n\r\n",
        "-1\r\n{\r\n0\r\n\r\n",
        "ffffffffffffffff1\r\n{\r\n0\r\n\r\n",
        "1\r\n{0\r\n\r\n"
      })
  void a_body_in_odd_chunks_is_refused(String body) throws Exception {
    Answer answer =
        send(
            "POST /mcp HTTP/1.1",
            body,
            "Content-Type: application/json",
            "Transfer-Encoding: chunked");
    isNoFaultOfTheHost(answer);
    assertThat(answer.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BREW /mcp HTTP/1.1",
        "BREW / HTTP/1.1",
        "BREW /open HTTP/1.1",
        "BREW /api/orchestrators HTTP/1.1",
        "BREW /operator/plan HTTP/1.1",
        "PATCH / HTTP/1.1",
        "TRACE / HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "CONNECT 127.0.0.1:%d HTTP/1.1",
        "CONNECT /mcp HTTP/1.1",
        "GET /open?code=%%zz HTTP/1.1",
        "GET /mcp%%2f HTTP/1.1",
        "GET /%%00 HTTP/1.1",
        "GET //mcp HTTP/1.1",
        "GET /mcp#x HTTP/1.1",
        "GET /mcp HTTP/2.0",
        "GET /mcp HTTP/0.9",
        "GET /mcp HTTP/x",
        "GET /mcp",
        "GET",
        "PRI * HTTP/2.0",
        "\u0000\u0001\u00ff"
      })
  void an_odd_request_line_is_refused(String line) throws Exception {
    Answer answer = send(line.formatted(port), "", "MCP-Protocol-Version: x");
    isNoFaultOfTheHost(answer);
    assertThat(answer.status()).isGreaterThanOrEqualTo(400);
  }
}
