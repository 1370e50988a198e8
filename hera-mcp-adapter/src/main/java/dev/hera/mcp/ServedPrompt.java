package dev.hera.mcp;

import dev.hera.mcp.prompt.PromptKind;
import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.modern.server.McpAsyncResponse;
import io.modelcontextprotocol.modern.server.feature.McpAsyncPrompt;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncPromptSpecification;
import io.modelcontextprotocol.spec.McpSchema.GetPromptResult;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import io.modelcontextprotocol.spec.McpSchema.PromptMessage;
import io.modelcontextprotocol.spec.McpSchema.Role;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A prompt as the SDK's. */
record ServedPrompt(PromptKind kind) {

  SyncPromptSpecification specification() {
    return new SyncPromptSpecification(
        prompt(), (exchange, request) -> answer(request.arguments()));
  }

  AsyncPromptSpecification asynchronous() {
    return new AsyncPromptSpecification(
        prompt(), (exchange, request) -> Mono.fromCallable(() -> answer(request.arguments())));
  }

  McpAsyncPrompt modern() {
    return McpAsyncPrompt.of(
        modernPrompt(),
        (context, request) ->
            Mono.fromCallable(() -> kind.filled(request.arguments()))
                .map(text -> McpAsyncResponse.result(modernResult(text)))
                .onErrorMap(failure -> ProtocolRefusal.ofPrompt(kind.name(), failure).modern()));
  }

  private GetPromptResult answer(@Nullable Map<String, Object> arguments) {
    try {
      TextContent text = TextContent.builder(kind.filled(arguments)).build();
      return GetPromptResult.builder(List.of(new PromptMessage(Role.USER, text)))
          .description(kind.description())
          .build();
    } catch (RuntimeException e) {
      throw ProtocolRefusal.ofPrompt(kind.name(), e).classic();
    }
  }

  private McpSchema.GetPromptOutcome modernResult(String text) {
    McpSchema.TextContent content = McpSchema.TextContent.builder(text).build();
    return McpSchema.GetPromptResult.builder(
            List.of(new McpSchema.PromptMessage(McpSchema.Role.USER, content)))
        .description(kind.description())
        .build();
  }

  private Prompt prompt() {
    return Prompt.builder(kind.name())
        .title(kind.title())
        .description(kind.description())
        .arguments(
            kind.arguments().stream()
                .map(
                    argument ->
                        PromptArgument.builder(argument.name())
                            .title(argument.title())
                            .description(argument.description())
                            .required(argument.isRequired())
                            .build())
                .toList())
        .build();
  }

  McpSchema.Prompt modernPrompt() {
    return McpSchema.Prompt.builder(kind.name())
        .title(kind.title())
        .description(kind.description())
        .arguments(
            kind.arguments().stream()
                .map(
                    argument ->
                        McpSchema.PromptArgument.builder(argument.name())
                            .title(argument.title())
                            .description(argument.description())
                            .required(argument.isRequired())
                            .build())
                .toList())
        .build();
  }
}
