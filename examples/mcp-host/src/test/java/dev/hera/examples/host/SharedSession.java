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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls tools over HTTP, each call with a token of its own, all in one MCP session that the
 * operator opened: so a session that gave rights to whoever names it would be seen.
 */
public final class SharedSession {
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI url;
  private final String session;
  private int lastId;

  /** A tool's answer, or that HTTP refused the call before any tool saw it. */
  public record Reply(int status, JsonNode message) {

    public JsonNode result() {
      return message.path("result").path("structuredContent");
    }

    /** {@code ok}, the code of a refusal, or the status of HTTP. */
    public String outcome() {
      if (status != 200) {
        return Integer.toString(status);
      }
      boolean refused = message.path("result").path("isError").booleanValue(true);
      return refused ? result().path("error").path("code").stringValue("no code") : "ok";
    }

    /** The result of a call that must not be refused. */
    public JsonNode fine() {
      if (!outcome().equals("ok")) {
        throw new IllegalStateException(status + " " + message);
      }
      return result();
    }
  }

  public SharedSession(String url, String operator) throws IOException, InterruptedException {
    this.url = URI.create(url);
    Map<String, Object> params =
        Map.of(
            "protocolVersion",
            "2025-11-25",
            "capabilities",
            Map.of(),
            "clientInfo",
            Map.of("name", "test", "version", "1"));
    HttpResponse<String> opened =
        http.send(request(operator, null, "initialize", params).build(), BodyHandlers.ofString());
    this.session = opened.headers().firstValue("Mcp-Session-Id").orElseThrow();
  }

  /** Its id. */
  String id() {
    return session;
  }

  public Reply call(@Nullable String token, String tool, Map<String, ?> arguments)
      throws IOException, InterruptedException {
    Map<String, Object> params = Map.of("name", tool, "arguments", arguments);
    HttpResponse<String> answer =
        http.send(request(token, session, "tools/call", params).build(), BodyHandlers.ofString());
    return new Reply(answer.statusCode(), JSON.readTree(json(answer.body())));
  }

  /** The definitions of all tools as the host writes them. */
  JsonNode toolList(String token) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(request(token, session, "tools/list", Map.of()).build(), BodyHandlers.ofString());
    return JSON.readTree(json(answer.body())).path("result");
  }

  /** A plain answer, or the last event of a stream. */
  private static String json(String body) {
    return body.lines()
        .filter(line -> line.startsWith("data:"))
        .map(line -> line.substring("data:".length()))
        .reduce(body, (first, second) -> second);
  }

  private HttpRequest.Builder request(
      @Nullable String token, @Nullable String of, String method, Map<String, ?> params) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", ++lastId);
    message.put("method", method);
    message.put("params", params);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(message)));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return of == null ? request : request.header("Mcp-Session-Id", of);
  }
}
