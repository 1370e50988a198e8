package dev.hera.examples.host.conformance;

import dev.hera.examples.host.conformance.FixtureContent.Entry;
import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.modern.McpSchema.CallToolOutcome;
import io.modelcontextprotocol.modern.McpSchema.CallToolRequest;
import io.modelcontextprotocol.modern.McpSchema.CallToolResult;
import io.modelcontextprotocol.modern.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.modern.McpSchema.GetPromptOutcome;
import io.modelcontextprotocol.modern.server.McpAsyncNotifier;
import io.modelcontextprotocol.modern.server.McpAsyncResponse;
import io.modelcontextprotocol.modern.server.McpRequestContext;
import io.modelcontextprotocol.modern.server.McpServer;
import io.modelcontextprotocol.modern.server.feature.McpAsyncPrompt;
import io.modelcontextprotocol.modern.server.feature.McpAsyncPromptRepository;
import io.modelcontextprotocol.modern.server.feature.McpAsyncResource;
import io.modelcontextprotocol.modern.server.feature.McpAsyncResourceRepository;
import io.modelcontextprotocol.modern.server.feature.McpAsyncTool;
import io.modelcontextprotocol.modern.server.feature.McpAsyncToolRepository;
import io.modelcontextprotocol.modern.server.feature.McpChangeFeed;
import io.modelcontextprotocol.modern.server.feature.PromptsFeature;
import io.modelcontextprotocol.modern.server.feature.PromptsPage;
import io.modelcontextprotocol.modern.server.feature.ResourceTemplatesPage;
import io.modelcontextprotocol.modern.server.feature.ResourcesFeature;
import io.modelcontextprotocol.modern.server.feature.ResourcesPage;
import io.modelcontextprotocol.modern.server.feature.ServerChange;
import io.modelcontextprotocol.modern.server.feature.ToolsFeature;
import io.modelcontextprotocol.modern.server.feature.ToolsPage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** The suite's server in the revision without sessions. */
@SuppressWarnings("deprecation") // the suite has a tool that needs sampling
final class ModernFixture {
  private final FixtureContent content;
  private final McpChangeFeed changes = new McpChangeFeed();
  private final TaskFixture tasks = new TaskFixture();
  private final Map<String, McpAsyncTool> tools = new LinkedHashMap<>();
  private final Map<String, McpAsyncPrompt> prompts = new LinkedHashMap<>();

  ModernFixture(FixtureContent content) {
    this.content = content;
    both("tools", "modernTools")
        .forEach(entry -> tools.put(entry.definition(McpSchema.Tool.class).name(), tool(entry)));
    content
        .list("taskTools")
        .forEach(
            entry ->
                this.tools.put(entry.definition(McpSchema.Tool.class).name(), tasks.tool(entry)));
    both("prompts", "modernPrompts")
        .forEach(
            entry -> prompts.put(entry.definition(McpSchema.Prompt.class).name(), prompt(entry)));
  }

  private Stream<Entry> both(String all, String modern) {
    return Stream.concat(content.list(all).stream(), content.list(modern).stream());
  }

  McpServer server() {
    return McpServer.builder()
        .serverInfo(McpSchema.Implementation.builder("fixture", "1").build())
        .feature(ToolsFeature.ofAsync(new Tools()))
        .feature(tasks.feature())
        .feature(PromptsFeature.ofAsync(new Prompts()))
        .feature(ResourcesFeature.ofAsync(new Resources()))
        .subscriptions(changes)
        .build();
  }

  private McpAsyncTool tool(Entry tool) {
    ClientCapabilities needed =
        tool.has("requires")
            ? ClientCapabilities.builder().sampling().build()
            : ClientCapabilities.NONE;
    return McpAsyncTool.of(
        tool.definition(McpSchema.Tool.class),
        needed,
        (context, request) ->
            Mono.just(
                McpAsyncResponse.streaming(notifier -> answer(tool, context, request, notifier))));
  }

  private Mono<CallToolOutcome> answer(
      Entry tool, McpRequestContext context, CallToolRequest request, McpAsyncNotifier notifier) {
    if (tool.has("rounds")) {
      return Mono.just(
          InputRounds.ask(
                  tool,
                  context.clientCapabilities(),
                  request.inputResponses(),
                  request.requestState())
              .<CallToolOutcome>map(asked -> asked)
              .orElseGet(() -> answered(tool, request)));
    }
    if (tool.has("change")) {
      changes.broadcast(
          tool.get("change").equals("tools")
              ? new ServerChange.ToolsListChanged()
              : new ServerChange.PromptsListChanged());
    }
    Mono<Void> told =
        tool.has("progress")
            ? ClassicFixture.slowly(
                (List<?>) tool.get("progress"),
                done -> notifier.progress(((Number) done).doubleValue(), 100.0, null))
            : Mono.empty();
    return told.then(Mono.fromSupplier(() -> tool.as("result", CallToolResult.class)));
  }

  static CallToolResult answered(Entry tool, CallToolRequest request) {
    String text = tool.get("answer") + FixtureContent.text(request.inputResponses());
    return CallToolResult.builder().addContent(McpSchema.TextContent.builder(text).build()).build();
  }

  private static McpAsyncPrompt prompt(Entry prompt) {
    McpAsyncPrompt defined =
        McpAsyncPrompt.of(
            prompt.definition(McpSchema.Prompt.class),
            (context, request) ->
                Mono.just(McpAsyncResponse.result(outcome(prompt, context, request))));
    return defined.withCompletionHandler(
        (context, request) ->
            Mono.just(
                McpSchema.CompleteResult.of(
                    new McpSchema.CompleteResult.Completion(List.of("paris", "park")))));
  }

  private static GetPromptOutcome outcome(
      Entry prompt, McpRequestContext context, McpSchema.GetPromptRequest request) {
    if (prompt.has("rounds")) {
      var asked =
          InputRounds.ask(
              prompt,
              context.clientCapabilities(),
              request.inputResponses(),
              request.requestState());
      if (asked.isPresent()) {
        return asked.get();
      }
    }
    return prompt.filled(
        "result",
        request.arguments() == null ? Map.of() : request.arguments(),
        McpSchema.GetPromptResult.class);
  }

  private final class Tools implements McpAsyncToolRepository {
    @Override
    public Mono<ToolsPage> list(McpRequestContext context, String cursor) {
      return Mono.just(
          ToolsPage.of(tools.values().stream().map(McpAsyncTool::definition).toList()));
    }

    @Override
    public Mono<McpAsyncTool> find(McpRequestContext context, String name) {
      return Mono.justOrEmpty(tools.get(name));
    }
  }

  private final class Prompts implements McpAsyncPromptRepository {
    @Override
    public Mono<PromptsPage> list(McpRequestContext context, String cursor) {
      return Mono.just(
          PromptsPage.of(prompts.values().stream().map(McpAsyncPrompt::definition).toList()));
    }

    @Override
    public Mono<McpAsyncPrompt> find(McpRequestContext context, String name) {
      return Mono.justOrEmpty(prompts.get(name));
    }

    @Override
    public boolean supportsCompletion() {
      return true;
    }
  }

  private final class Resources implements McpAsyncResourceRepository {
    @Override
    public Mono<ResourcesPage> list(McpRequestContext context, String cursor) {
      return Mono.just(
          ResourcesPage.of(
              content.list("resources").stream()
                  .map(resource -> resource.definition(McpSchema.Resource.class))
                  .toList()));
    }

    @Override
    public Mono<ResourceTemplatesPage> listTemplates(McpRequestContext context, String cursor) {
      return Mono.just(
          ResourceTemplatesPage.of(
              List.of(content.template().definition(McpSchema.ResourceTemplate.class))));
    }

    @Override
    public Mono<McpAsyncResource> find(McpRequestContext context, String uri) {
      return Mono.justOrEmpty(content.contents(uri))
          .map(
              found ->
                  McpAsyncResource.of(
                      (asked, request) ->
                          Mono.just(
                              McpAsyncResponse.result(
                                  FixtureContent.JSON.convertValue(
                                      found, McpSchema.ReadResourceResult.class)))));
    }

    @Override
    public boolean supportsSubscribe() {
      return true;
    }
  }
}
