package dev.hera.mcp;

import dev.hera.mcp.resource.ResourceList;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.modern.McpSchema.CacheScope;
import io.modelcontextprotocol.modern.server.McpRequestContext;
import io.modelcontextprotocol.modern.server.feature.McpAsyncResource;
import io.modelcontextprotocol.modern.server.feature.McpAsyncResourceRepository;
import io.modelcontextprotocol.modern.server.feature.ResourceTemplatesPage;
import io.modelcontextprotocol.modern.server.feature.ResourcesFeature;
import io.modelcontextprotocol.modern.server.feature.ResourcesPage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The resources for a server of the revision without sessions. */
record ModernResources(List<ServedResource> resources) implements McpAsyncResourceRepository {
  /** The lists are the same until Hera is another version's. */
  private static final long TTL_MILLIS = 300_000;

  ResourcesFeature feature() {
    return ResourcesFeature.ofAsync(
        this, McpJsonDefaults.getMapper(), TTL_MILLIS, CacheScope.PRIVATE);
  }

  @Override
  public Mono<ResourcesPage> list(McpRequestContext context, @Nullable String cursor) {
    return Mono.just(
        ResourcesPage.of(
            resources.stream()
                .filter(resource -> !resource.isTemplate())
                .map(ServedResource::modernResource)
                .toList()));
  }

  @Override
  public Mono<ResourceTemplatesPage> listTemplates(
      McpRequestContext context, @Nullable String cursor) {
    return Mono.just(
        ResourceTemplatesPage.of(
            resources.stream()
                .filter(ServedResource::isTemplate)
                .map(ServedResource::modernTemplate)
                .toList()));
  }

  @Override
  public Mono<McpAsyncResource> find(McpRequestContext context, String uri) {
    return Mono.justOrEmpty(
        ResourceList.find(uri)
            .flatMap(
                found ->
                    resources.stream()
                        .filter(resource -> found.is(resource.description()))
                        .findFirst())
            .map(ServedResource::modern));
  }

  @Override
  public boolean supportsSubscribe() {
    return true;
  }
}
