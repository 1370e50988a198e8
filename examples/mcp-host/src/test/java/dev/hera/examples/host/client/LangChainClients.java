package dev.hera.examples.host.client;

import static dev.hera.examples.host.EraClient.JSON;
import static dev.hera.examples.host.EraClient.PATIENCE;

import dev.hera.examples.host.EraClient;
import dev.hera.examples.host.Updates;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.mcp.client.DefaultMcpClient;
import dev.langchain4j.mcp.client.McpClient;
import dev.langchain4j.mcp.client.transport.McpTransport;
import dev.langchain4j.mcp.client.transport.http.StreamableHttpMcpTransport;
import dev.langchain4j.mcp.client.transport.stdio.StdioMcpTransport;
import dev.langchain4j.service.tool.ToolExecutionResult;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.JsonNode;

/** The clients of LangChain4j. */
final class LangChainClients {
  private LangChainClients() {}

  static EraClient http(Seat seat) {
    return open(
        StreamableHttpMcpTransport.builder()
            .url(seat.url())
            .customHeaders(Map.of("Authorization", "Bearer " + seat.token()))
            .timeout(PATIENCE)
            .subsidiaryChannel(true)
            .build());
  }

  static EraClient stdio(Seat seat) {
    return open(StdioMcpTransport.builder().command(seat.stdio()).build());
  }

  private static EraClient open(McpTransport transport) {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    McpClient client =
        DefaultMcpClient.builder()
            .transport(transport)
            .initializationTimeout(PATIENCE)
            .toolExecutionTimeout(PATIENCE)
            .onResourceUpdated((self, uri) -> told.add(uri))
            .build();
    return EraClient.of(
        (tool, arguments) -> result(client.executeTool(request(tool, arguments))),
        () ->
            JSON.valueToTree(
                Map.of(
                    "tools",
                    client.listTools().stream().map(tool -> Map.of("name", tool.name())).toList())),
        client,
        new Updates(client::subscribeToResource, told));
  }

  private static ToolExecutionRequest request(String tool, Map<String, Object> arguments) {
    return ToolExecutionRequest.builder()
        .name(tool)
        .arguments(JSON.writeValueAsString(arguments))
        .build();
  }

  /** It throws where a tool refuses, and gives the structured content as the text. */
  private static JsonNode result(ToolExecutionResult result) {
    return JSON.valueToTree(
        Map.of(
            "isError", result.isError(), "structuredContent", JSON.readTree(result.resultText())));
  }
}
