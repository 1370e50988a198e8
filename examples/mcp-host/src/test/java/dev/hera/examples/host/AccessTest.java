package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.RawHttp.Answer;
import dev.hera.examples.host.server.Host;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AccessTest {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
          + "\"2025-11-25\",\"capabilities\":%s,\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";
  private static final String ACCEPT = "Accept: application/json, text/event-stream";

  private static final String JSON = "Content-Type: application/json";

  @TempDir static Path directory;
  private static Host host;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    Path shop = Repository.create(directory.resolve("shop"));
    host = ShopHost.start(directory, shop, 1);
    port = URI.create(host.url()).getPort();
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static String own() {
    return "Host: 127.0.0.1:" + port;
  }

  private static String bearer() {
    return "Authorization: Bearer " + host.token();
  }

  private static Answer post(String body, String... headers) throws Exception {
    return RawHttp.send(
        port, "POST /mcp HTTP/1.1", List.of(headers), body.getBytes(StandardCharsets.UTF_8));
  }

  private static Answer known(String body, String... more) throws Exception {
    List<String> headers = new ArrayList<>(List.of(own(), bearer(), ACCEPT, JSON));
    headers.addAll(List.of(more));
    return post(body, headers.toArray(String[]::new));
  }

  private static void refused(Answer answer, int status) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body())
        .contains("\"error\"")
        .doesNotContain("Exception")
        .doesNotContain("stackTrace")
        .doesNotContain("dev.hera")
        .doesNotContain("jackson");
  }

  @Test
  void looks_at_the_host_first() throws Exception {
    refused(post("{", "Host: evil.example:" + port, "Origin: http://evil.example"), 421);
    refused(post("{", "Host: 127.0.0.1:" + (port + 1), bearer()), 421);
    refused(post("{", "Host: 127.0.0.1", bearer()), 421);
    refused(post("{", own(), own(), bearer()), 421);
    refused(post("{", "Host: ", bearer()), 421);
  }

  @Test
  void refuses_a_request_without_a_host() throws Exception {
    assertThat(RawHttp.send(port, "POST /mcp HTTP/1.0", List.of(bearer()), new byte[0]).status())
        .isEqualTo(421);
    assertThat(post(PING, bearer()).status()).isEqualTo(421);
  }

  @Test
  void looks_at_the_origin_second() throws Exception {
    refused(post("{", own(), "Origin: http://evil.example"), 403);
    refused(post("{", own(), "Origin: null", bearer()), 403);
    refused(post("{", own(), "Origin: https://localhost:" + port, bearer()), 403);
    refused(post("{", own(), "Origin: http://localhost:9999", bearer()), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Nothing: here",
        "Authorization: Bearer",
        "Authorization: Bearer wrong",
        "Authorization: Basic b3BlcmF0b3I6",
        "Authorization: Bearer wrong\r\nAuthorization: Bearer wrong"
      })
  void looks_at_the_token_third(String header) throws Exception {
    Answer answer = post("{", own(), header);
    refused(answer, 401);
    assertThat(answer.hasHeader("WWW-Authenticate: Bearer")).isTrue();
    assertThat(RawHttp.send(port, "GET /mcp HTTP/1.1", List.of(own(), header), new byte[0]))
        .extracting(Answer::status)
        .isEqualTo(401);
  }

  @Test
  void never_takes_a_token_from_the_url() throws Exception {
    Answer answer =
        RawHttp.send(
            port, "POST /mcp?token=" + host.token() + " HTTP/1.1", List.of(own()), new byte[0]);
    refused(answer, 401);
  }

  @Test
  void refuses_a_large_body_only_from_whom_it_knows() throws Exception {
    String large = " ".repeat(1024 * 1024 + 1);
    refused(known(large), 413);
    refused(post(large, own()), 401);
    refused(known(PING + " ".repeat(1024 * 1024 - PING.length())), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "{}",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]}"
      })
  void refuses_malformed_bodies(String body) throws Exception {
    refused(known(body), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "null", "[]", "7", "{}", "{\"orchestrator\":null}", "{\"x\":1}"})
  void refuses_malformed_operations(String body) throws Exception {
    for (String operation : List.of("archive", "decide", "drain")) {
      refused(
          RawHttp.send(
              port,
              "POST /operator/" + operation + " HTTP/1.1",
              List.of(own(), bearer(), JSON),
              body.getBytes(StandardCharsets.UTF_8)),
          400);
    }
  }

  @Test
  void blames_the_client_for_what_only_the_transport_can_tell() throws Exception {
    refused(known(INITIALIZE.formatted("{\"roots\":7}")), 400);
    refused(known(PING), 400);
    refused(known(PING, "Mcp-Session-Id: of-nobody"), 404);
    refused(post(PING, own(), bearer(), ACCEPT, "Content-Type: text/plain"), 415);
    refused(post(INITIALIZE.formatted("{}"), own(), bearer(), JSON), 400);
    refused(RawHttp.send(port, "PUT /mcp HTTP/1.1", List.of(own(), bearer()), new byte[0]), 405);
    refused(RawHttp.send(port, "GET /other HTTP/1.1", List.of(own()), new byte[0]), 404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"method\":\"tools/call\",\"params\":{\"name\":\"x\",\"arguments\":[]}}",
        "{\"method\":\"tools/call\",\"params\":{\"name\":{}}}",
        "{\"method\":\"tools/call\",\"params\":{\"name\":\"no_such_tool\"}}",
        "{\"method\":\"tools/call\",\"params\":{}}",
        "{\"method\":\"tools/call\"}",
        "{\"method\":\"tools/list\",\"params\":{\"cursor\":{}}}",
        "{\"method\":\"logging/setLevel\",\"params\":{\"level\":{}}}",
        "{\"method\":\"no/such\"}"
      })
  void answers_wrong_calls_without_its_insides(String call) throws Exception {
    Answer answer =
        known("{\"jsonrpc\":\"2.0\",\"id\":2," + call.substring(1), "Mcp-Session-Id: " + session());
    assertThat(answer.status()).isIn(200, 400);
    assertThat(answer.body())
        .contains("\"error\"")
        .doesNotContain("Exception", "jackson", "modelcontextprotocol");
  }

  @Test
  void sends_the_headers_of_an_event_stream_at_once() throws Exception {
    String session = session();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      String request =
          String.join(
              "\r\n",
              "GET /mcp HTTP/1.1",
              own(),
              bearer(),
              ACCEPT,
              "Mcp-Session-Id: " + session,
              "",
              "");
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      InputStream answer = socket.getInputStream();
      assertThat(new String(answer.readNBytes(15), StandardCharsets.ISO_8859_1))
          .isEqualTo("HTTP/1.1 200 OK");
    }
  }

  @Test
  void shows_people_a_page_without_a_token() throws Exception {
    Answer page = RawHttp.send(port, "GET / HTTP/1.1", List.of(own()), new byte[0]);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).contains("<title>Hera</title>");
  }

  private static String session() throws Exception {
    Answer answer = known(INITIALIZE.formatted("{}"));
    assertThat(answer.status()).isEqualTo(200);
    return answer
        .headers()
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("mcp-session-id:"))
        .map(line -> line.substring("mcp-session-id:".length()).strip())
        .findFirst()
        .orElseThrow();
  }
}
