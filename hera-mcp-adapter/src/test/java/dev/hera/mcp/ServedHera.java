package dev.hera.mcp;

import dev.hera.Hera;
import dev.hera.mcp.words.ToolWords;
import dev.hera.memory.MemoryStore;
import dev.hera.role.NewTask;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A Hera in memory behind a real server on a loopback port, and a real client of it. */
final class ServedHera implements AutoCloseable {
  /** The header that carries a worker's token. */
  static final String TOKEN = "X-Token";

  private final TestLauncher launcher = new TestLauncher();
  private final Hera hera =
      Hera.builder(MemoryStore.create()).launcher(launcher).orientation(ToolWords::of).build();
  private final Path root;
  private final McpSyncServer server;
  private final LoopbackServer loopback;
  private final McpSyncClient client;

  /**
   * @param root an empty directory, for those of the agents
   */
  ServedHera(Path root) throws Exception {
    this(root, HeraTools::of);
  }

  ServedHera(Path root, Function<Hera, HeraTools> tools) throws Exception {
    this.root = root.toRealPath();
    HttpServletStreamableServerTransportProvider transport =
        HttpServletStreamableServerTransportProvider.builder()
            .mcpEndpoint("/mcp")
            .contextExtractor(ServedHera::context)
            .build();
    this.server =
        tools
            .apply(hera)
            .addTo(McpServer.sync(transport))
            .instructions(HeraInstructions.TEXT)
            .serverInfo("hera", "test")
            .immediateExecution(true)
            .build();
    this.loopback = LoopbackServer.start(transport);
    this.client = connect(null);
  }

  private static McpTransportContext context(HttpServletRequest request) {
    String token = request.getHeader(TOKEN);
    return token == null
        ? McpTransportContext.EMPTY
        : McpTransportContext.create(Map.of(TOKEN, token));
  }

  /** A further client, which sends this token; to be closed by whoever connects it. */
  McpSyncClient connect(@Nullable String token) {
    return connect(token, client -> client);
  }

  /** The same with more that the client can do. */
  McpSyncClient connect(@Nullable String token, UnaryOperator<McpClient.SyncSpec> able) {
    McpClient.SyncSpec spec =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder(loopback.url())
                    .endpoint("/mcp")
                    .addHttpRequestCustomizer(
                        (request, method, uri, body, context) -> {
                          if (token != null) {
                            request.header(TOKEN, token);
                          }
                        })
                    .build())
            .requestTimeout(Duration.ofSeconds(60));
    McpSyncClient client = able.apply(spec).build();
    client.initialize();
    return client;
  }

  Hera hera() {
    return hera;
  }

  TestLauncher launcher() {
    return launcher;
  }

  McpSyncClient client() {
    return client;
  }

  Reply call(String tool, Map<String, Object> arguments) {
    return call(client, tool, arguments);
  }

  static Reply call(McpSyncClient client, String tool, Map<String, Object> arguments) {
    return Reply.of(client.callTool(CallToolRequest.builder(tool).arguments(arguments).build()))
        .namesOnlyWhatIsKnownTo(tool);
  }

  /** An agent in a registered directory of its own. */
  Agent agent(String name) throws IOException {
    Path directory = Files.createDirectory(root.resolve(name));
    hera.tasks().register(new NewTask(name, "shop", directory.toString(), "main"));
    return new Agent(this, directory);
  }

  /** Whoever calls from a directory. */
  record Agent(ServedHera served, Path directory) {

    Reply call(String tool, Object... namesAndValues) {
      Map<String, Object> arguments = new HashMap<>();
      arguments.put("cwd", directory.toString());
      for (int i = 0; i < namesAndValues.length; i += 2) {
        arguments.put((String) namesAndValues[i], namesAndValues[i + 1]);
      }
      return served.call(tool, arguments);
    }
  }

  @Override
  public void close() {
    client.closeGracefully();
    server.closeGracefully();
    loopback.close();
    hera.close();
  }
}
