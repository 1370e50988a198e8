package dev.hera.examples.host.conformance;

import dev.hera.examples.host.conformance.FixtureContent.Entry;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncCompletionSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncPromptSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncResourceSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpStreamableServerTransportProvider;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The suite's server in the revisions with sessions. */
@SuppressWarnings("deprecation") // the suite has them log and sample
final class ClassicFixture {
  /** The suite wants a while between two notifications of a tool. */
  private static final Duration WHILE = Duration.ofMillis(50);

  private final FixtureContent content;

  ClassicFixture(FixtureContent content) {
    this.content = content;
  }

  McpAsyncServer on(McpStreamableServerTransportProvider transport) {
    Entry template = content.template();
    return McpServer.async(transport)
        .serverInfo("fixture", "1")
        .capabilities(
            McpSchema.ServerCapabilities.builder()
                .tools(true)
                .prompts(true)
                .resources(true, true)
                .completions()
                .logging()
                .build())
        .tools(tools())
        .prompts(content.list("prompts").stream().map(ClassicFixture::prompt).toList())
        .resources(content.list("resources").stream().map(this::resource).toList())
        .resourceTemplates(
            new AsyncResourceTemplateSpecification(
                template.definition(McpSchema.ResourceTemplate.class),
                (exchange, request) -> Mono.just(read(request.uri()))))
        .completions(
            new AsyncCompletionSpecification(
                new McpSchema.PromptReference("test_prompt_with_arguments"),
                (exchange, request) ->
                    Mono.just(
                        FixtureContent.JSON.convertValue(
                            Map.of("completion", Map.of("values", List.of("paris", "park"))),
                            McpSchema.CompleteResult.class))))
        .build();
  }

  private List<AsyncToolSpecification> tools() {
    return Stream.concat(content.list("tools").stream(), content.list("classicTools").stream())
        .map(
            tool ->
                AsyncToolSpecification.builder()
                    .tool(tool.definition(McpSchema.Tool.class))
                    .callHandler((exchange, request) -> answer(tool, exchange, request))
                    .build())
        .toList();
  }

  private static Mono<CallToolResult> answer(
      Entry tool, McpAsyncServerExchange exchange, CallToolRequest request) {
    if (tool.has("elicit")) {
      return elicit(tool, exchange, request);
    }
    if (tool.has("sample")) {
      return sample(exchange, request);
    }
    return told(tool, exchange, request).then(Mono.fromSupplier(() -> result(tool)));
  }

  private static CallToolResult result(Entry tool) {
    return tool.as("result", CallToolResult.class);
  }

  private static Mono<Void> told(
      Entry tool, McpAsyncServerExchange exchange, CallToolRequest request) {
    if (tool.has("log")) {
      return slowly(
          (List<?>) tool.get("log"),
          line ->
              exchange.loggingNotification(
                  FixtureContent.JSON.convertValue(
                      Map.of("level", "info", "logger", "fixture", "data", line),
                      McpSchema.LoggingMessageNotification.class)));
    }
    if (tool.has("progress") && request.progressToken() != null) {
      return slowly(
          (List<?>) tool.get("progress"),
          done ->
              exchange.progressNotification(
                  McpSchema.ProgressNotification.builder(
                          request.progressToken(), ((Number) done).doubleValue())
                      .total(100.0)
                      .build()));
    }
    return Mono.empty();
  }

  static Mono<Void> slowly(List<?> items, Function<Object, Mono<Void>> each) {
    return Flux.fromIterable(items)
        .concatMap(item -> each.apply(item).then(Mono.delay(WHILE)).then())
        .then();
  }

  private static Mono<CallToolResult> elicit(
      Entry tool, McpAsyncServerExchange exchange, CallToolRequest request) {
    Map<String, Object> asked = FixtureContent.map(tool.get("elicit"));
    Object message = request.arguments().get("message");
    McpSchema.ElicitRequest question =
        FixtureContent.JSON.convertValue(
            message == null ? asked : FixtureContent.with(asked, "message", message),
            McpSchema.ElicitRequest.class);
    return exchange
        .createElicitation(question)
        .map(
            answer ->
                text(
                    "User response: action="
                        + FixtureContent.text(answer.action()).replace("\"", "")
                        + ", content="
                        + FixtureContent.text(answer.content())));
  }

  private static Mono<CallToolResult> sample(
      McpAsyncServerExchange exchange, CallToolRequest request) {
    Object prompt = request.arguments().get("prompt");
    Map<String, Object> said =
        Map.of("role", "user", "content", Map.of("type", "text", "text", prompt));
    return exchange
        .createMessage(
            FixtureContent.JSON.convertValue(
                Map.of("messages", List.of(said), "maxTokens", 100),
                McpSchema.CreateMessageRequest.class))
        .map(answer -> text("LLM response: " + FixtureContent.text(answer.content())));
  }

  private static CallToolResult text(String text) {
    return CallToolResult.builder().addTextContent(text).isError(false).build();
  }

  private static AsyncPromptSpecification prompt(Entry prompt) {
    return new AsyncPromptSpecification(
        prompt.definition(McpSchema.Prompt.class),
        (exchange, request) ->
            Mono.just(
                prompt.filled(
                    "result",
                    request.arguments() == null ? Map.of() : request.arguments(),
                    McpSchema.GetPromptResult.class)));
  }

  private AsyncResourceSpecification resource(Entry resource) {
    return new AsyncResourceSpecification(
        resource.definition(McpSchema.Resource.class),
        (exchange, request) -> Mono.just(read(request.uri())));
  }

  private McpSchema.ReadResourceResult read(String uri) {
    return FixtureContent.JSON.convertValue(
        content.contents(uri).orElseThrow(), McpSchema.ReadResourceResult.class);
  }
}
