package dev.hera.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.modern.McpSchema.CacheScope;
import io.modelcontextprotocol.modern.server.McpRequestContext;
import io.modelcontextprotocol.modern.server.feature.McpAsyncPrompt;
import io.modelcontextprotocol.modern.server.feature.McpAsyncPromptRepository;
import io.modelcontextprotocol.modern.server.feature.PromptsFeature;
import io.modelcontextprotocol.modern.server.feature.PromptsPage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The prompts for a server of the revision without sessions. */
record ModernPrompts(List<ServedPrompt> prompts) implements McpAsyncPromptRepository {
  /** The list is the same until Hera is another version's. */
  private static final long TTL_MILLIS = 300_000;

  PromptsFeature feature() {
    return PromptsFeature.ofAsync(
        this, McpJsonDefaults.getMapper(), TTL_MILLIS, CacheScope.PRIVATE);
  }

  @Override
  public Mono<PromptsPage> list(McpRequestContext context, @Nullable String cursor) {
    return Mono.just(PromptsPage.of(prompts.stream().map(ServedPrompt::modernPrompt).toList()));
  }

  @Override
  public Mono<McpAsyncPrompt> find(McpRequestContext context, String name) {
    return Flux.fromIterable(prompts)
        .filter(prompt -> prompt.kind().name().equals(name))
        .next()
        .map(ServedPrompt::modern);
  }
}
