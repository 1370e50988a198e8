package dev.hera.examples.host;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.modern.client.McpClient;
import io.modelcontextprotocol.modern.client.transport.HttpClientMcpTransport;
import io.modelcontextprotocol.modern.client.transport.McpHttpRequestCustomizer;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An agent's connection to a host, in one era of the protocol or the other. */
interface EraClient {
  /** Longer than any wait that a test asks for. */
  Duration PATIENCE = Duration.ofSeconds(60);

  JsonMapper JSON = new JsonMapper();

  /** The whole result of a tool. */
  JsonNode call(String tool, Map<String, Object> arguments) throws Exception;

  /** The names of the tools that it is listed. */
  List<String> tools() throws Exception;

  /** What opens a connection with a token. */
  enum Kind {
    RAW_CLASSIC {
      @Override
      EraClient open(String url, String token) throws Exception {
        SharedSession session = new SharedSession(url, token);
        return of(
            (tool, arguments) -> session.call(token, tool, arguments).message().path("result"),
            () -> session.toolList(token));
      }
    },
    RAW_MODERN {
      @Override
      EraClient open(String url, String token) {
        ModernClient client = new ModernClient(url, token);
        return of(
            (tool, arguments) -> client.call(tool, arguments).result(),
            () -> client.ask("tools/list").result());
      }
    },
    JAVA_CLASSIC {
      @Override
      EraClient open(String url, String token) {
        URI uri = URI.create(url);
        McpSyncClient client =
            io.modelcontextprotocol.client.McpClient.sync(
                    HttpClientStreamableHttpTransport.builder(url.replace(uri.getPath(), ""))
                        .endpoint(uri.getPath())
                        .addHttpRequestCustomizer(
                            (request, method, target, body, context) ->
                                request.header("Authorization", "Bearer " + token))
                        .build())
                .requestTimeout(PATIENCE)
                .build();
        client.initialize();
        return of(
            (tool, arguments) ->
                JSON.valueToTree(
                    client.callTool(CallToolRequest.builder(tool).arguments(arguments).build())),
            () -> JSON.valueToTree(client.listTools()));
      }
    },
    JAVA_MODERN {
      @Override
      EraClient open(String url, String token) {
        io.modelcontextprotocol.modern.client.McpSyncClient client =
            McpClient.sync(
                    HttpClientMcpTransport.builder(url)
                        .requestCustomizer(
                            McpHttpRequestCustomizer.fromSync(
                                (request, headers, context) ->
                                    headers.set("Authorization", "Bearer " + token)))
                        .build())
                .roundTimeout(PATIENCE)
                .callTimeout(PATIENCE)
                .build();
        return of(
            (tool, arguments) -> JSON.valueToTree(client.tool(tool).arguments(arguments).call()),
            () -> JSON.valueToTree(client.listTools().list()));
      }
    };

    /** A client of the same era that calls what it is not listed, too. */
    Kind bare() {
      return this == RAW_CLASSIC || this == JAVA_CLASSIC ? RAW_CLASSIC : RAW_MODERN;
    }

    abstract EraClient open(String url, String token) throws Exception;
  }

  /** A call of a tool. */
  interface Calls {
    JsonNode call(String tool, Map<String, Object> arguments) throws Exception;
  }

  /** The list of tools. */
  interface Lists {
    JsonNode list() throws Exception;
  }

  private static EraClient of(Calls calls, Lists lists) {
    return new EraClient() {
      @Override
      public JsonNode call(String tool, Map<String, Object> arguments) throws Exception {
        return calls.call(tool, arguments);
      }

      @Override
      public List<String> tools() throws Exception {
        return lists
            .list()
            .path("tools")
            .valueStream()
            .map(tool -> tool.path("name").stringValue())
            .toList();
      }
    };
  }
}
