package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.ModernClient.Answer;
import dev.hera.examples.host.server.Host;
import dev.hera.mcp.HeraInstructions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One endpoint for all revisions: which one a request is of, and which ones there are. */
@Timeout(60)
class RevisionTest {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"ping\"}";
  private static final String UNKNOWN =
      "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\",\"params\":{\"name\":\"hera_dance\"}}";
  private static final int HEADER_MISMATCH = -32020;
  private static final int UNSUPPORTED_VERSION = -32022;
  private static final int INVALID_PARAMS = -32602;

  @TempDir static Path directory;
  private static Host host;
  private static ModernClient modern;
  private static SharedSession classic;

  @BeforeAll
  static void start() throws Exception {
    Path shop = Repository.create(directory.resolve("shop"));
    host = ShopHost.start(directory, shop, 1);
    modern = new ModernClient(host.url(), host.token());
    classic = new SharedSession(host.url(), host.token());
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  private static RawHttp.Answer raw(String verb, String body, String... more) throws Exception {
    int port = URI.create(host.url()).getPort();
    List<String> headers =
        new ArrayList<>(
            List.of(
                "Host: 127.0.0.1:" + port,
                "Authorization: Bearer " + host.token(),
                "Content-Type: application/json",
                "Accept: application/json, text/event-stream"));
    headers.addAll(List.of(more));
    return RawHttp.send(
        port, verb + " /mcp HTTP/1.1", headers, body.getBytes(StandardCharsets.UTF_8));
  }

  private static RawHttp.Answer inSession(String verb, String body, String version)
      throws Exception {
    return raw(verb, body, "Mcp-Session-Id: " + classic.id(), "MCP-Protocol-Version: " + version);
  }

  @Test
  void a_client_discovers_what_it_would_be_told_at_the_start_of_a_session() throws Exception {
    Answer answer = modern.ask("server/discover");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).startsWith("application/json");
    assertThat(answer.result().path("supportedVersions").toString()).contains("2026-07-28");
    assertThat(answer.result().path("instructions").asString()).isEqualTo(HeraInstructions.TEXT);
    assertThat(answer.result().path("capabilities").has("tools")).isTrue();
    isPrivate(answer);
  }

  @Test
  void a_list_of_tools_is_the_same_in_both_eras_and_each_time() throws Exception {
    Answer answer = modern.ask("tools/list");
    isPrivate(answer);
    assertThat(answer.result().path("tools").isEmpty()).isFalse();
    assertThat(answer.result().path("tools"))
        .isEqualTo(classic.toolList(host.token()).path("tools"))
        .isEqualTo(modern.ask("tools/list").result().path("tools"));
  }

  private static void isPrivate(Answer answer) {
    assertThat(answer.result().path("cacheScope").asString()).isEqualTo("private");
    assertThat(answer.result().path("ttlMs").isIntegralNumber()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"})
  void a_session_may_name_any_revision_that_has_sessions(String version) throws Exception {
    assertThat(inSession("POST", PING, version).status()).isEqualTo(200);
  }

  @Test
  void a_revision_that_there_is_not_is_refused_with_those_that_there_are() throws Exception {
    for (String version : List.of("1999-01-01", "x", "2026-07-29")) {
      RawHttp.Answer posted = inSession("POST", PING, version);
      assertThat(posted.status()).isEqualTo(400);
      assertThat(posted.body())
          .contains("" + UNSUPPORTED_VERSION, "\"id\":9", "2025-11-25", "2026-07-28", version);
      assertThat(inSession("GET", "", version).status()).isEqualTo(400);
      assertThat(inSession("DELETE", "", version).status()).isEqualTo(400);
    }
    Map<String, Object> meta = Map.of("io.modelcontextprotocol/protocolVersion", "1999-01-01");
    Answer answer =
        modern.ask(
            "tools/list", Map.of("_meta", meta), Map.of("MCP-Protocol-Version", "1999-01-01"));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo(UNSUPPORTED_VERSION);
    assertThat(answer.message().at("/error/data/supported/0").asString()).isEqualTo("2026-07-28");
  }

  @Test
  void an_unknown_tool_is_named_in_its_refusal() throws Exception {
    Answer answer = modern.call("hera_dance", Map.of());
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo(INVALID_PARAMS);
    assertThat(answer.message().at("/error/message").asString()).contains("hera_dance");

    RawHttp.Answer classical = inSession("POST", UNKNOWN, "2025-11-25");
    assertThat(classical.body())
        .contains("" + INVALID_PARAMS, "\"message\":\"Unknown tool: hera_dance\"");
  }

  @Test
  void what_the_headers_say_is_what_the_body_says() throws Exception {
    Map<String, Object> inbox = Map.of("name", "hera_inbox", "arguments", Map.of());
    for (Map<String, String> headers :
        List.of(
            Map.of("Mcp-Name", ""),
            Map.of("Mcp-Name", "hera_send"),
            Map.of("Mcp-Name", "hera_inbox", "Mcp-Method", "tools/list"),
            Map.of("Mcp-Name", "hera_inbox", "Mcp-Method", ""),
            Map.of("Mcp-Name", "hera_inbox", "MCP-Protocol-Version", ""),
            Map.of("Mcp-Name", "hera_inbox", "MCP-Protocol-Version", "2025-11-25"))) {
      Answer answer = modern.ask("tools/call", inbox, headers);
      assertThat(answer.status()).as(headers.toString()).isEqualTo(400);
      assertThat(answer.error()).as(headers.toString()).isEqualTo(HEADER_MISMATCH);
    }
    Map<String, String> encoded = Map.of("Mcp-Name", "=?base64?aGVyYV9pbmJveA==?=");
    assertThat(modern.ask("tools/call", inbox, encoded).status()).isEqualTo(200);
  }

  @Test
  void the_revision_without_sessions_has_neither_their_verbs_nor_their_methods() throws Exception {
    for (String verb : List.of("GET", "DELETE")) {
      RawHttp.Answer answer = inSession(verb, "", "2026-07-28");
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.hasHeader("Allow: POST")).isTrue();
    }
    assertThat(modern.ask("ping").status()).isEqualTo(404);
    assertThat(modern.ask("initialize").status()).isEqualTo(404);
  }
}
