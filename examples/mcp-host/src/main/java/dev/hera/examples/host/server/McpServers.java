package dev.hera.examples.host.server;

import dev.hera.Hera;
import dev.hera.error.UnknownCallerException;
import dev.hera.examples.host.http.HttpFront;
import dev.hera.examples.host.http.Principal;
import dev.hera.mcp.CallerSource;
import dev.hera.mcp.HeraInstructions;
import dev.hera.mcp.HeraTools;
import dev.hera.role.Caller;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Builds the MCP server of a host: who calls is told by the request's token. */
public final class McpServers {
  private McpServers() {}

  @SuppressWarnings("deprecation") // logging: the classic revisions have it
  public static McpAsyncServer build(Hera hera, McpStreamableServerTransportProvider transport) {
    return HeraTools.of(hera, McpServers::caller)
        .addTo(
            McpServer.async(transport)
                .serverInfo("hera", version())
                .instructions(HeraInstructions.TEXT)
                .capabilities(ServerCapabilities.builder().tools(true).logging().build()))
        .addToolFilter((context, tool) -> Mono.fromCallable(() -> isListed(hera, context, tool)))
        .build();
  }

  private static Caller caller(McpTransportContext context, @Nullable String cwd) {
    Principal principal =
        HttpFront.principal(context)
            .orElseThrow(() -> new UnknownCallerException("this call carries no token"));
    if (principal instanceof Principal.Worker worker) {
      return cwd == null
          ? Caller.worker(worker.token())
          : Caller.worker(worker.token(), CallerSource.directory(cwd));
    }
    return Caller.directory(CallerSource.directory(cwd));
  }

  /** A worker sees a worker's tools, unless it coordinates a child orchestrator (A2). */
  private static boolean isListed(Hera hera, McpTransportContext context, Tool tool) {
    return !HeraTools.COORDINATOR_ONLY.contains(tool.name())
        || !(HttpFront.principal(context).orElse(null) instanceof Principal.Worker worker)
        || hera.coordinates(worker.token());
  }

  private static String version() {
    String version = McpServers.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
