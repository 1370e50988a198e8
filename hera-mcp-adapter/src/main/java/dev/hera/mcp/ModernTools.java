package dev.hera.mcp;

import dev.hera.mcp.task.Tasks;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.modern.McpSchema.CacheScope;
import io.modelcontextprotocol.modern.McpSchema.Tool;
import io.modelcontextprotocol.modern.server.McpRequestContext;
import io.modelcontextprotocol.modern.server.feature.McpAsyncTool;
import io.modelcontextprotocol.modern.server.feature.McpAsyncToolRepository;
import io.modelcontextprotocol.modern.server.feature.ToolsFeature;
import io.modelcontextprotocol.modern.server.feature.ToolsPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The tools for a server of the revision 2026-07-28, which has no sessions: who calls is asked with
 * each request.
 */
final class ModernTools implements McpAsyncToolRepository {
  /** A list holds for its token only, and changes when a worker comes to coordinate. */
  private static final long TTL_MILLIS = 30_000;

  /** Hera checks arguments herself, so that each refusal has its own code and form (V1). */
  private static final JsonSchemaValidator UNCHECKED =
      (schema, value) -> ValidationResponse.asValid(null);

  private final Map<String, McpAsyncTool> tools = new LinkedHashMap<>();
  private final Function<McpTransportContext, Predicate<String>> listed;

  ModernTools(
      List<ServedTool<?>> served,
      Function<McpTransportContext, Predicate<String>> listed,
      @Nullable Tasks tasks) {
    served.forEach(tool -> tools.put(tool.name(), tool.modern(tasks)));
    this.listed = listed;
  }

  ToolsFeature feature() {
    return ToolsFeature.ofAsync(
        this, McpJsonDefaults.getMapper(), UNCHECKED, TTL_MILLIS, CacheScope.PRIVATE);
  }

  @Override
  public Mono<ToolsPage> list(McpRequestContext context, @Nullable String cursor) {
    return Mono.fromCallable(() -> ToolsPage.of(listedFor(context.transportContext())));
  }

  private List<Tool> listedFor(McpTransportContext context) {
    Predicate<String> isListed = listed.apply(context);
    return tools.values().stream()
        .map(McpAsyncTool::definition)
        .filter(tool -> isListed.test(tool.name()))
        .toList();
  }

  @Override
  public Mono<McpAsyncTool> find(McpRequestContext context, String name) {
    return Mono.justOrEmpty(tools.get(name));
  }
}
