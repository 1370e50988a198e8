package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.RawHttp.Answer;
import dev.hera.examples.host.server.Host;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no agent sends: each has its own answer, none a server's error, none shows the inside. */
@Timeout(60)
class MalformedRequestTest {
  private static final String CALL =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\","
          + "\"arguments\":{%s}}}";
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
          + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";

  @TempDir static Path directory;
  private static Path shop;
  private static Host host;
  private static int port;
  private static String session;

  @BeforeAll
  static void start() throws Exception {
    shop = Repository.create(directory.resolve("shop"));
    host = ShopHost.start(directory, shop, 1);
    port = URI.create(host.url()).getPort();
    session =
        post(INITIALIZE.getBytes(StandardCharsets.UTF_8))
            .headers()
            .lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("mcp-session-id:"))
            .findFirst()
            .orElseThrow();
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static List<String> headers(String... more) {
    List<String> headers =
        new ArrayList<>(
            List.of(
                "Authorization: Bearer " + host.token(),
                "Accept: application/json, text/event-stream",
                "Content-Type: application/json"));
    headers.addAll(List.of(more));
    return headers;
  }

  private static Answer post(byte[] body, String... more) throws Exception {
    List<String> headers = headers(more);
    headers.add("Host: 127.0.0.1:" + port);
    return RawHttp.send(port, "POST /mcp HTTP/1.1", headers, body);
  }

  private static Answer call(String tool, String arguments) throws Exception {
    String cwd = "\"cwd\":\"" + shop + "\"" + (arguments.isEmpty() ? "" : "," + arguments);
    return post(CALL.formatted(tool, cwd).getBytes(StandardCharsets.UTF_8), session);
  }

  private static void isClean(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isLessThan(500);
    assertThat(answer.body()).contains("\"error\"");
    assertThat(answer.body())
        .doesNotContain("Exception", "\tat ", "stackTrace", "dev.hera", "jackson", "jetty");
  }

  private static void refused(Answer answer, int status) {
    isClean(answer);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST http://evil.example/mcp HTTP/1.1",
        "POST http://127.0.0.1:1/mcp HTTP/1.1",
        "POST http://evil.example:%d/mcp HTTP/1.1",
        "POST https://evil.example/mcp HTTP/1.1"
      })
  void an_absolute_target_of_another_host_is_refused(String line) throws Exception {
    List<String> headers = headers("Host: 127.0.0.1:" + port);
    Answer answer = RawHttp.send(port, line.formatted(port), headers, new byte[] {'{'});
    isClean(answer);
    assertThat(answer.status()).isIn(400, 421);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:%d",
        "127.0.0.1.evil.example:%d",
        "localhost.:%d",
        "127.1:%d",
        "2130706433:%d",
        "0.0.0.0:%d",
        "127.0.0.1:%d@evil.example",
        "evil.example#127.0.0.1:%d",
        "127.0.0.1:%d, evil.example"
      })
  void a_name_that_was_rebound_to_this_machine_is_refused(String name) throws Exception {
    List<String> headers = headers("Host: " + name.formatted(port));
    refused(RawHttp.send(port, "POST /mcp HTTP/1.1", headers, new byte[] {'{'}), 421);
    refused(RawHttp.send(port, "GET / HTTP/1.1", headers, new byte[0]), 421);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "http://evil.example:80",
        "http://localhost.evil.example",
        "file://",
        "chrome-extension://x",
        "http://127.0.0.1:1\r\nOrigin: http://127.0.0.1:1"
      })
  void a_page_of_another_origin_is_refused(String origin) throws Exception {
    refused(post(new byte[] {'{'}, "Origin: " + origin), 403);
  }

  @Test
  void a_body_that_grows_beyond_the_limit_without_a_stated_length_is_refused() throws Exception {
    String chunk = "8000\r\n" + " ".repeat(0x8000) + "\r\n";
    List<String> headers = headers("Host: 127.0.0.1:" + port, "Transfer-Encoding: chunked");
    byte[] body = (chunk.repeat(33) + "0\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    refused(RawHttp.sendChunked(port, "POST /mcp HTTP/1.1", headers, body), 413);
  }

  @Test
  void headers_beyond_their_limit_are_refused() throws Exception {
    assertThat(post(new byte[] {'{'}, "X: " + "x".repeat(20_000)).status()).isEqualTo(431);
  }

  static Stream<Arguments> bodies() {
    String arguments = "\"status\":\"done\"";
    return Stream.of(
        Arguments.of("duplicate", CALL.formatted("hera_status", arguments + "," + arguments)),
        Arguments.of(
            "duplicate deep", CALL.formatted("hera_plan", "\"nodes\":[{\"a\":1,\"a\":2}]")),
        Arguments.of("deep array", CALL.formatted("hera_plan", "\"nodes\":" + "[".repeat(5000))),
        Arguments.of(
            "deep and whole",
            CALL.formatted("hera_plan", "\"nodes\":" + "[".repeat(5000) + "]".repeat(5000))),
        Arguments.of("comment", CALL.formatted("hera_status", "/* */" + arguments)),
        Arguments.of("NaN", CALL.formatted("hera_inbox", "\"timeout_seconds\":NaN")),
        Arguments.of("leading zero", CALL.formatted("hera_inbox", "\"timeout_seconds\":01")),
        Arguments.of("control character", CALL.formatted("hera_status", "\"status\":\"a\nb\"")),
        Arguments.of(
            "long number", CALL.formatted("hera_inbox", "\"timeout_seconds\":" + "9".repeat(9000))),
        Arguments.of("two messages", "{\"jsonrpc\":\"2.0\",\"method\":\"a\"}{}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bodies")
  void a_body_that_is_not_one_json_text_is_refused(String name, String body) throws Exception {
    refused(post(body.getBytes(StandardCharsets.UTF_8), session), 400);
  }

  static Stream<byte[]> notUtf8() {
    return Stream.of(
        new byte[] {(byte) 0xC0, (byte) 0x80},
        new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
        new byte[] {(byte) 0xF8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80},
        new byte[] {(byte) 0xFF, (byte) 0xFE},
        new byte[] {(byte) 0xE2, (byte) 0x82});
  }

  @ParameterizedTest
  @MethodSource("notUtf8")
  void bytes_that_are_no_utf_8_are_refused(byte[] bytes) throws Exception {
    String[] around = CALL.formatted("hera_status", "\"status\":\"#\"").split("#", -1);
    byte[] start = around[0].getBytes(StandardCharsets.UTF_8);
    byte[] end = around[1].getBytes(StandardCharsets.UTF_8);
    byte[] body = new byte[start.length + bytes.length + end.length];
    System.arraycopy(start, 0, body, 0, start.length);
    System.arraycopy(bytes, 0, body, start.length, bytes.length);
    System.arraycopy(end, 0, body, start.length + bytes.length, end.length);
    refused(post(body, session), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.9",
        "1.0",
        "1e0",
        "-1",
        "0",
        "121",
        "9223372036854775808",
        "\"1\"",
        "true",
        "null"
      })
  void a_number_that_is_not_one_of_the_integers_asked_for_is_an_invalid_argument(String number)
      throws Exception {
    Answer answer = call("hera_inbox", "\"timeout_seconds\":" + number);
    isClean(answer);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"isError\":true", "invalid_argument", "\"field\":\"timeout_seconds\"");
  }

  @Test
  void text_that_is_no_unicode_is_an_invalid_argument() throws Exception {
    for (String text : List.of("\\u0000", "\\ud800", "\\udc00x")) {
      Answer answer =
          call(
              "hera_new_orchestrator",
              "\"name\":\"x\",\"coordinator_role_name\":\"y\",\"prompt\":\"" + text + "\"");
      isClean(answer);
      assertThat(answer.body()).contains("invalid_argument", "\"field\":\"prompt\"");
    }
  }
}
