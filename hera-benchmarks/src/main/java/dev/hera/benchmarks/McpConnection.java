package dev.hera.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A client of MCP over HTTP, with a session or, in the revision 2026-07-28, without. */
final class McpConnection {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CLASSIC = "2025-11-25";
  private static final String MODERN = "2026-07-28";
  private static final String KEY = "io.modelcontextprotocol/";
  private static final Map<String, String> CLIENT = Map.of("name", "benchmark", "version", "1");

  private final HttpClient http;
  private final URI url;
  private final String token;
  private final @Nullable String session;
  private final AtomicInteger ids = new AtomicInteger();

  private McpConnection(HttpClient http, ServedHost host, @Nullable String session) {
    this.http = http;
    this.url = host.url();
    this.token = host.token();
    this.session = session;
  }

  static HttpClient http() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  static McpConnection modern(HttpClient http, ServedHost host) {
    return new McpConnection(http, host, null);
  }

  static McpConnection classic(HttpClient http, ServedHost host)
      throws IOException, InterruptedException {
    Map<String, Object> params =
        Map.of("protocolVersion", CLASSIC, "capabilities", Map.of(), "clientInfo", CLIENT);
    HttpResponse<String> opened =
        http.send(
            new McpConnection(http, host, "").request("initialize", params).build(),
            BodyHandlers.ofString());
    return new McpConnection(
        http, host, opened.headers().firstValue("Mcp-Session-Id").orElseThrow());
  }

  /** Calls a tool that must not refuse. */
  String call(String tool, Map<String, ?> arguments) throws IOException, InterruptedException {
    return ask("tools/call", Map.of("name", tool, "arguments", arguments), "\"isError\":false");
  }

  /** Asks for what the protocol alone answers. */
  String ping() throws IOException, InterruptedException {
    return session == null
        ? ask("server/discover", Map.of(), "\"result\"")
        : ask("ping", Map.of(), "\"result\"");
  }

  private String ask(String method, Map<String, ?> params, String wanted)
      throws IOException, InterruptedException {
    String answer = http.send(request(method, params).build(), BodyHandlers.ofString()).body();
    if (!answer.contains(wanted)) {
      throw new IOException(answer);
    }
    return answer;
  }

  /**
   * Calls a tool and does not wait for its answer.
   *
   * @param begun is run when the host has begun to answer
   */
  CompletableFuture<HttpResponse<String>> begin(
      String tool, Map<String, ?> arguments, Runnable begun) {
    return http.sendAsync(
        request("tools/call", Map.of("name", tool, "arguments", arguments)).build(),
        head -> {
          begun.run();
          return BodySubscribers.ofString(StandardCharsets.UTF_8);
        });
  }

  private HttpRequest.Builder request(String method, Map<String, ?> params) {
    Map<String, Object> all = new LinkedHashMap<>(params);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream");
    if (session == null) {
      all.put(
          "_meta",
          Map.of(
              KEY + "protocolVersion",
              MODERN,
              KEY + "clientCapabilities",
              Map.of(),
              KEY + "clientInfo",
              CLIENT));
      request.header("MCP-Protocol-Version", MODERN).header("Mcp-Method", method);
      if (params.get("name") instanceof String name) {
        request.header("Mcp-Name", name);
      }
    } else if (!session.isEmpty()) {
      request.header("MCP-Protocol-Version", CLASSIC).header("Mcp-Session-Id", session);
    }
    return request.POST(
        BodyPublishers.ofString(
            JSON.writeValueAsString(
                Map.of(
                    "jsonrpc",
                    "2.0",
                    "id",
                    ids.incrementAndGet(),
                    "method",
                    method,
                    "params",
                    all))));
  }
}
