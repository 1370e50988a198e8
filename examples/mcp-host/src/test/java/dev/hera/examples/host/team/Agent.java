package dev.hera.examples.host.team;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * An agent's connection, and what it cannot forget: its token, and its directory if that counts.
 */
final class Agent implements AutoCloseable {
  private final McpSyncClient client;
  private final Map<String, Object> always;

  Agent(String url, String token, Map<String, Object> always) {
    URI uri = URI.create(url);
    this.always = always;
    this.client =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder(url.replace(uri.getPath(), ""))
                    .endpoint(uri.getPath())
                    .addHttpRequestCustomizer(
                        (request, method, target, body, context) ->
                            request.header("Authorization", "Bearer " + token))
                    .build())
            .requestTimeout(Duration.ofSeconds(60))
            .build();
    client.initialize();
  }

  Answer call(String tool, Map<String, Object> arguments) {
    Map<String, Object> all = new HashMap<>(always);
    all.putAll(arguments);
    return Answer.of(client.callTool(CallToolRequest.builder(tool).arguments(all).build()));
  }

  Answer call(String tool, Object... namesAndValues) {
    Map<String, Object> arguments = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      arguments.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return call(tool, arguments);
  }

  Answer reports(String status) {
    return call("hera_send", "status", status, "tldr", status, "body", "I am " + status + ".");
  }

  @Override
  public void close() {
    client.close();
  }
}
