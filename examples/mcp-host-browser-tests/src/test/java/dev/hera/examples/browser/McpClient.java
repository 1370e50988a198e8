package dev.hera.examples.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls tools over MCP, each call with the token of whoever calls. */
final class McpClient {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI url;
  private final String session;

  McpClient(int port, String operator) throws IOException, InterruptedException {
    this.url = URI.create("http://127.0.0.1:" + port + "/mcp");
    Map<String, Object> params =
        Map.of(
            "protocolVersion",
            "2025-11-25",
            "capabilities",
            Map.of(),
            "clientInfo",
            Map.of("name", "test", "version", "1"));
    this.session =
        send(operator, null, "initialize", params)
            .headers()
            .firstValue("Mcp-Session-Id")
            .orElseThrow();
  }

  /** The result of a call that must not be refused. */
  JsonNode call(String token, String tool, Map<String, ?> arguments)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(token, session, "tools/call", Map.of("name", tool, "arguments", arguments));
    String body =
        answer
            .body()
            .lines()
            .filter(line -> line.startsWith("data:"))
            .map(line -> line.substring("data:".length()))
            .reduce(answer.body(), (first, second) -> second);
    JsonNode result = JSON.readTree(body).path("result");
    if (result.path("isError").booleanValue(true)) {
      throw new IllegalStateException(answer.statusCode() + " " + body);
    }
    return result.path("structuredContent");
  }

  private HttpResponse<String> send(
      String token, @Nullable String of, String method, Map<String, ?> params)
      throws IOException, InterruptedException {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", 1);
    message.put("method", method);
    message.put("params", params);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(message)));
    if (of != null) {
      request.header("Mcp-Session-Id", of);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
