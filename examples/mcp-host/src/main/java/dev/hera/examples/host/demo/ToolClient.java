package dev.hera.examples.host.demo;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hera's tools as an agent in one directory sees them, over HTTP with the operator's token. */
final class ToolClient implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LONGEST_CALL = Duration.ofSeconds(150);

  private final McpSyncClient client;
  private final Path directory;

  private ToolClient(McpSyncClient client, Path directory) {
    this.client = client;
    this.directory = directory;
  }

  static ToolClient connect(String url, String token, Path directory) {
    URI endpoint = URI.create(url);
    HttpClientStreamableHttpTransport transport =
        HttpClientStreamableHttpTransport.builder(endpoint.resolve("/").toString())
            .endpoint(endpoint.getPath())
            .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + token))
            .openConnectionOnStartup(false)
            .build();
    McpSyncClient client =
        McpClient.sync(transport)
            .requestTimeout(LONGEST_CALL)
            .initializationTimeout(Duration.ofSeconds(20))
            .build();
    client.initialize();
    return new ToolClient(client, directory);
  }

  /** The names of the tools. */
  List<String> tools() {
    return client.listTools().tools().stream().map(Tool::name).toList();
  }

  /**
   * The structured result of a tool.
   *
   * @throws IllegalStateException when it refuses
   */
  JsonNode call(String tool, Map<String, ?> arguments) {
    Map<String, Object> all = new LinkedHashMap<>(arguments);
    all.put("cwd", directory.toString());
    CallToolResult result = client.callTool(CallToolRequest.builder(tool).arguments(all).build());
    if (Boolean.TRUE.equals(result.isError())) {
      throw new IllegalStateException(tool + " was refused: " + result.structuredContent());
    }
    return JSON.valueToTree(result.structuredContent());
  }

  @Override
  public void close() {
    client.close();
  }
}
