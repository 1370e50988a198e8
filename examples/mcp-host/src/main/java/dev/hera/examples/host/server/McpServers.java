package dev.hera.examples.host.server;

import dev.hera.Hera;
import dev.hera.error.UnknownCallerException;
import dev.hera.examples.host.http.HttpFront;
import dev.hera.examples.host.http.Principal;
import dev.hera.mcp.CallerSource;
import dev.hera.mcp.HeraInstructions;
import dev.hera.mcp.HeraPrompts;
import dev.hera.mcp.HeraResources;
import dev.hera.mcp.HeraTools;
import dev.hera.mcp.HeraUpdates;
import dev.hera.role.Caller;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.modern.server.McpServer;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Builds the MCP servers of a host, one for each era: who calls is told by the request's token. */
public final class McpServers {
  /** What a host says of itself is the same until it is another version's. */
  private static final Duration DISCOVERY_TTL = Duration.ofMinutes(5);

  private McpServers() {}

  /** The server of the revisions with sessions. */
  @SuppressWarnings("deprecation") // logging: the classic revisions have it
  public static McpAsyncServer classic(Hera hera, McpStreamableServerTransportProvider transport) {
    var server =
        HeraTools.of(hera, McpServers::caller)
            .addTo(
                io.modelcontextprotocol.server.McpServer.async(transport)
                    .serverInfo("hera", version())
                    .instructions(HeraInstructions.TEXT)
                    .capabilities(
                        ServerCapabilities.builder()
                            .tools(true)
                            .resources(true, false)
                            .prompts(false)
                            .logging()
                            .build()))
            .addToolFilter(
                (context, tool) -> Mono.fromCallable(() -> isListed(hera, context, tool.name())));
    return HeraPrompts.addTo(HeraResources.of(hera, McpServers::reader).addTo(server)).build();
  }

  /** What clients of either are told of. */
  public static HeraUpdates updates(Hera hera) {
    return HeraUpdates.of(hera, McpServers::reader, context -> listed(hera, context));
  }

  /** The server of the revision without. */
  public static McpServer modern(Hera hera, HeraUpdates updates) {
    return McpServer.builder()
        .serverInfo(McpSchema.Implementation.builder("hera", version()).build())
        .instructions(HeraInstructions.TEXT)
        .features(
            HeraTools.of(hera, McpServers::caller)
                .features(
                    context -> listed(hera, context),
                    context -> HttpFront.principal(context).orElseThrow()))
        .feature(HeraResources.of(hera, McpServers::reader).feature())
        .feature(HeraPrompts.feature())
        .subscriptions(updates)
        .restrictSubscriptions(updates)
        .discoverCache(DISCOVERY_TTL.toMillis(), McpSchema.CacheScope.PRIVATE)
        .build();
  }

  private static Caller caller(McpTransportContext context, @Nullable String cwd) {
    if (principal(context) instanceof Principal.Worker worker) {
      return cwd == null
          ? Caller.worker(worker.token())
          : Caller.worker(worker.token(), CallerSource.directory(cwd));
    }
    return Caller.directory(CallerSource.directory(cwd));
  }

  /** A worker reads what is its own, and the operator everything. */
  private static Optional<Caller> reader(McpTransportContext context) {
    return principal(context) instanceof Principal.Worker worker
        ? Optional.of(Caller.worker(worker.token()))
        : Optional.empty();
  }

  private static Principal principal(McpTransportContext context) {
    return HttpFront.principal(context)
        .orElseThrow(() -> new UnknownCallerException("this call carries no token"));
  }

  private static boolean isListed(Hera hera, McpTransportContext context, String tool) {
    return !HeraTools.NOT_FOR_WORKERS.contains(tool) || listed(hera, context).test(tool);
  }

  /** A worker sees a worker's tools, unless it coordinates a child orchestrator (A2). */
  private static Predicate<String> listed(Hera hera, McpTransportContext context) {
    return HttpFront.principal(context).orElse(null) instanceof Principal.Worker worker
            && !hera.coordinates(worker.token())
        ? tool -> !HeraTools.NOT_FOR_WORKERS.contains(tool)
        : tool -> true;
  }

  private static String version() {
    String version = McpServers.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
