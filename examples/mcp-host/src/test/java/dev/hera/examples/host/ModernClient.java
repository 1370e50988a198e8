package dev.hera.examples.host;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests of the revision 2026-07-28, as any HTTP client can make them: no two belong together.
 */
final class ModernClient {
  static final String VERSION = "2026-07-28";
  private static final String KEY = "io.modelcontextprotocol/";
  static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicInteger ids = new AtomicInteger();
  private final URI url;
  private final String token;

  ModernClient(String url, String token) {
    this.url = URI.create(url);
    this.token = token;
  }

  /** An answer of HTTP and the JSON-RPC message in it. */
  record Answer(int status, String type, JsonNode message) {
    JsonNode result() {
      return message.path("result");
    }

    int error() {
      return message.path("error").path("code").asInt(0);
    }
  }

  Answer call(String tool, Map<String, ?> arguments) throws IOException, InterruptedException {
    return ask(
        "tools/call", Map.of("name", tool, "arguments", arguments), Map.of("Mcp-Name", tool));
  }

  Answer ask(String method) throws IOException, InterruptedException {
    return ask(method, Map.of(), Map.of());
  }

  Answer ask(String method, Map<String, ?> params, Map<String, String> headers)
      throws IOException, InterruptedException {
    Map<String, Object> meta =
        Map.of(
            KEY + "protocolVersion",
            VERSION,
            KEY + "clientCapabilities",
            Map.of(),
            KEY + "clientInfo",
            Map.of("name", "test", "version", "1"));
    Map<String, Object> all = new LinkedHashMap<>(params);
    all.putIfAbsent("_meta", meta);
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.putIfAbsent("Mcp-Method", method);
    more.putIfAbsent("MCP-Protocol-Version", VERSION);
    return send(
        JSON.writeValueAsString(
            Map.of("jsonrpc", "2.0", "id", ids.incrementAndGet(), "method", method, "params", all)),
        more);
  }

  /** Sends what it is given; a header without a value is left out. */
  Answer send(String body, Map<String, String> headers) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(BodyPublishers.ofString(body));
    headers.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            request.header(name, value);
          }
        });
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    String type = answer.headers().firstValue("Content-Type").orElse("");
    return new Answer(answer.statusCode(), type, JSON.readTree(json(answer.body())));
  }

  /** A plain answer, or the last event of a stream. */
  private static String json(String body) {
    return body.lines()
        .filter(line -> line.startsWith("data:"))
        .map(line -> line.substring("data:".length()))
        .reduce(body, (first, second) -> second);
  }
}
