package dev.hera.examples.host.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The few requests of MCP that a worker needs, on the JDK's plain HTTP, which starts fast. A host
 * that is gone may come back: each call is repeated, under one idempotency key, until it answers.
 */
final class WorkerConnection {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int READ_MILLIS = 150_000;
  private static final int AGAIN_MILLIS = 200;
  private static final String PROTOCOL = "2025-06-18";

  private final URI url;
  private final String token;
  private @Nullable String session;
  private int lastId;

  WorkerConnection(String url, String token) {
    this.url = URI.create(url);
    this.token = token;
  }

  /** A tool that refused, or a host that did not answer in time. */
  static final class ToolException extends IOException {
    private static final long serialVersionUID = 1;

    ToolException(String message) {
      super(message);
    }
  }

  /** The structured result of a tool. */
  JsonNode call(String tool, Map<String, ?> arguments) throws IOException, InterruptedException {
    Map<String, Object> all = new LinkedHashMap<>(arguments);
    all.put("idempotency_key", UUID.randomUUID().toString());
    Map<String, Object> params = Map.of("name", tool, "arguments", all);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return result(tool, request("tools/call", params));
      } catch (ToolException e) {
        throw e;
      } catch (IOException e) {
        session = null;
        if (System.nanoTime() - deadline > 0) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
      }
    }
  }

  private static JsonNode result(String tool, JsonNode answer) throws ToolException {
    JsonNode result = answer.path("result");
    if (result.path("isError").booleanValue(false) || answer.has("error")) {
      throw new ToolException(tool + " was refused: " + answer);
    }
    return result.path("structuredContent");
  }

  private JsonNode request(String method, Map<String, ?> params) throws IOException {
    if (session == null) {
      initialize();
    }
    HttpURLConnection connection = post(Map.of("id", ++lastId, "method", method, "params", params));
    return answer(connection);
  }

  private void initialize() throws IOException {
    Map<String, Object> params =
        Map.of(
            "protocolVersion",
            PROTOCOL,
            "capabilities",
            Map.of(),
            "clientInfo",
            Map.of("name", "hera-demo-worker", "version", "1"));
    HttpURLConnection connection =
        post(Map.of("id", ++lastId, "method", "initialize", "params", params));
    answer(connection);
    session = connection.getHeaderField("Mcp-Session-Id");
    HttpURLConnection told = post(Map.of("method", "notifications/initialized"));
    told.getInputStream().close();
  }

  private HttpURLConnection post(Map<String, ?> message) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setReadTimeout(READ_MILLIS);
    connection.setRequestProperty("Authorization", "Bearer " + token);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setRequestProperty("Accept", "application/json, text/event-stream");
    connection.setRequestProperty("MCP-Protocol-Version", PROTOCOL);
    if (session != null) {
      connection.setRequestProperty("Mcp-Session-Id", session);
    }
    Map<String, Object> whole = new LinkedHashMap<>(message);
    whole.put("jsonrpc", "2.0");
    try (OutputStream body = connection.getOutputStream()) {
      body.write(JSON.writeValueAsBytes(whole));
    }
    if (connection.getResponseCode() == HttpURLConnection.HTTP_UNAUTHORIZED) {
      throw new ToolException("the host does not know this worker's token");
    }
    return connection;
  }

  /** The one JSON-RPC answer, plain or as the first event of a stream. */
  private static JsonNode answer(HttpURLConnection connection) throws IOException {
    try (InputStream body = connection.getInputStream();
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String json = line.startsWith("data:") ? line.substring("data:".length()) : line;
        if (json.stripLeading().startsWith("{")) {
          return JSON.readTree(json);
        }
      }
    }
    throw new IOException("the host closed the connection without an answer");
  }
}
