package dev.hera.mcp;

import dev.hera.Hera;
import dev.hera.mcp.resource.Reader;
import dev.hera.mcp.resource.ResourceKind.Description;
import dev.hera.mcp.resource.ResourceList;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.modern.server.McpAsyncResponse;
import io.modelcontextprotocol.modern.server.feature.McpAsyncResource;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import java.util.List;
import reactor.core.publisher.Mono;

/** A kind of resource as the SDK's. Whatever goes wrong, the client gets a sentence (A5). */
record ServedResource(Description description, Hera hera, ReaderSource readers) {

  private record Content(String uri, String mimeType, String text) {
    ReadResourceResult classic() {
      return ReadResourceResult.builder(
              List.of(TextResourceContents.builder(uri, text).mimeType(mimeType).build()))
          .build();
    }

    McpSchema.ReadResourceOutcome modern() {
      return McpSchema.ReadResourceResult.builder(
              List.of(McpSchema.TextResourceContents.builder(uri, text).mimeType(mimeType).build()))
          .ttlMs(0L)
          .cacheScope(McpSchema.CacheScope.PRIVATE)
          .build();
    }
  }

  private Content read(McpTransportContext context, String uri) {
    Reader reader = new Reader(hera, readers.reader(context).orElse(null));
    String text = ResourceList.find(uri).orElseThrow().read(reader);
    return new Content(uri, description.mimeType(), text);
  }

  private ReadResourceResult answer(McpTransportContext context, String uri) {
    try {
      return read(context, uri).classic();
    } catch (Throwable e) {
      throw ProtocolRefusal.ofResource(uri, e).classic();
    }
  }

  SyncResourceSpecification specification() {
    return new SyncResourceSpecification(
        resource(), (exchange, request) -> answer(exchange.transportContext(), request.uri()));
  }

  AsyncResourceSpecification asynchronous() {
    return new AsyncResourceSpecification(
        resource(),
        (exchange, request) ->
            Mono.fromCallable(() -> answer(exchange.transportContext(), request.uri())));
  }

  SyncResourceTemplateSpecification template() {
    return new SyncResourceTemplateSpecification(
        resourceTemplate(),
        (exchange, request) -> answer(exchange.transportContext(), request.uri()));
  }

  AsyncResourceTemplateSpecification asynchronousTemplate() {
    return new AsyncResourceTemplateSpecification(
        resourceTemplate(),
        (exchange, request) ->
            Mono.fromCallable(() -> answer(exchange.transportContext(), request.uri())));
  }

  McpAsyncResource modern() {
    return McpAsyncResource.of(
        (context, request) ->
            Mono.fromCallable(() -> read(context.transportContext(), request.uri()))
                .map(content -> McpAsyncResponse.result(content.modern()))
                .onErrorMap(
                    failure -> ProtocolRefusal.ofResource(request.uri(), failure).modern()));
  }

  boolean isTemplate() {
    return description.isTemplate();
  }

  private Resource resource() {
    return Resource.builder(description.uri(), description.name())
        .title(description.title())
        .description(description.text())
        .mimeType(description.mimeType())
        .build();
  }

  private ResourceTemplate resourceTemplate() {
    return ResourceTemplate.builder(description.uri(), description.name())
        .title(description.title())
        .description(description.text())
        .mimeType(description.mimeType())
        .build();
  }

  McpSchema.Resource modernResource() {
    return McpSchema.Resource.builder(description.uri(), description.name())
        .title(description.title())
        .description(description.text())
        .mimeType(description.mimeType())
        .build();
  }

  McpSchema.ResourceTemplate modernTemplate() {
    return McpSchema.ResourceTemplate.builder(description.uri(), description.name())
        .title(description.title())
        .description(description.text())
        .mimeType(description.mimeType())
        .build();
  }
}
