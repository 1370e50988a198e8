package dev.hera.examples.host.conformance;

import dev.hera.examples.host.conformance.FixtureContent.Entry;
import dev.hera.mcp.task.Task;
import dev.hera.mcp.task.TaskAnswer;
import dev.hera.mcp.task.Tasks;
import dev.hera.mcp.task.TasksFeature;
import io.modelcontextprotocol.modern.McpException;
import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.modern.McpSchema.CallToolOutcome;
import io.modelcontextprotocol.modern.McpSchema.CallToolRequest;
import io.modelcontextprotocol.modern.McpSchema.CallToolResult;
import io.modelcontextprotocol.modern.McpSchema.ErrorCodes;
import io.modelcontextprotocol.modern.server.McpAsyncResponse;
import io.modelcontextprotocol.modern.server.McpFeature;
import io.modelcontextprotocol.modern.server.McpRequestContext;
import io.modelcontextprotocol.modern.server.feature.McpAsyncTool;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** The suite's tools for the extension for tasks. */
final class TaskFixture {
  private static final String SECONDS = "seconds";

  private final Tasks tasks = new Tasks(context -> "everybody");

  McpFeature feature() {
    return new TasksFeature(tasks);
  }

  McpAsyncTool tool(Entry tool) {
    return McpAsyncTool.of(
        tool.definition(McpSchema.Tool.class),
        (context, request) -> Mono.fromCallable(() -> answer(tool, context, request)));
  }

  private McpAsyncResponse<CallToolOutcome> answer(
      Entry tool, McpRequestContext context, CallToolRequest request) {
    if (tool.has("rounds")) {
      Optional<McpSchema.InputRequiredResult> asked =
          InputRounds.ask(
              tool, context.clientCapabilities(), request.inputResponses(), request.requestState());
      if (asked.isPresent()) {
        return McpAsyncResponse.result(asked.get());
      }
    }
    if (!tool.has(SECONDS)) {
      return McpAsyncResponse.result(result(tool, request));
    }
    if (TasksFeature.isDeclared(context)) {
      return tasks
          .begin(context.transportContext(), task -> work(tool, request, task))
          .orElseThrow();
    }
    if (tool.has("required")) {
      throw TasksFeature.undeclared();
    }
    return McpAsyncResponse.streaming(
        notifier -> later(tool, request).thenReturn(result(tool, request)));
  }

  private static Mono<TaskAnswer> work(Entry tool, CallToolRequest request, Task task) {
    Mono<?> asked =
        tool.has("asks") ? task.ask(FixtureContent.map(tool.get("asks"))) : Mono.just(true);
    Mono<TaskAnswer> end =
        tool.has("error")
            ? Mono.error(
                new McpException(ErrorCodes.INTERNAL_ERROR, String.valueOf(tool.get("error"))))
            : Mono.fromSupplier(() -> asking -> Mono.just(result(tool, request)));
    return asked.then(later(tool, request)).then(end);
  }

  private static Mono<?> later(Entry tool, CallToolRequest request) {
    int seconds = Integer.parseInt(tool.filled(SECONDS, arguments(request), String.class));
    return seconds == 0 ? Mono.just(0) : Mono.delay(Duration.ofSeconds(seconds));
  }

  private static CallToolResult result(Entry tool, CallToolRequest request) {
    return tool.has("result")
        ? tool.filled("result", arguments(request), CallToolResult.class)
        : ModernFixture.answered(tool, request);
  }

  private static Map<String, Object> arguments(CallToolRequest request) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    if (request.arguments() != null) {
      arguments.putAll(request.arguments());
    }
    arguments.putIfAbsent(SECONDS, 0);
    return arguments;
  }
}
