package dev.hera.mcp.task;

import io.modelcontextprotocol.modern.McpException;
import io.modelcontextprotocol.modern.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.modern.McpSchema.Result;
import io.modelcontextprotocol.modern.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.modern.server.McpAsyncResponse;
import io.modelcontextprotocol.modern.server.McpFeature;
import io.modelcontextprotocol.modern.server.McpRequestContext;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The extension {@code io.modelcontextprotocol/tasks} for a server of the revision 2026-07-28:
 * requests about calls that are answered later.
 */
public final class TasksFeature implements McpFeature {
  private static final String EXTENSION = "io.modelcontextprotocol/tasks";
  private static final String GET = "tasks/get";
  private static final String UPDATE = "tasks/update";
  private static final String CANCEL = "tasks/cancel";

  private final Tasks tasks;

  public TasksFeature(Tasks tasks) {
    this.tasks = tasks;
  }

  /** Whether a client says with its request that it can wait for a task. */
  public static boolean isDeclared(McpRequestContext context) {
    Map<String, ?> extensions = context.clientCapabilities().extensions();
    return extensions != null && extensions.containsKey(EXTENSION);
  }

  /** The refusal of a request of a client that does not say so. */
  public static McpException undeclared() {
    return McpException.missingClientCapability(
        new ClientCapabilities(null, null, null, null, Map.of(EXTENSION, Map.of())));
  }

  @Override
  public Set<String> methods() {
    return Set.of(GET, UPDATE, CANCEL);
  }

  @Override
  public void capabilities(ServerCapabilities.Builder capabilities) {
    capabilities.extension(EXTENSION, Map.of());
  }

  @Override
  public Mono<? extends McpAsyncResponse<? extends Result>> handle(
      McpRequestContext context, @Nullable Object params) {
    return Mono.fromCallable(() -> answer(context, params));
  }

  private McpAsyncResponse<TaskResult> answer(McpRequestContext context, @Nullable Object params) {
    if (!isDeclared(context)) {
      throw undeclared();
    }
    Map<?, ?> given = params instanceof Map<?, ?> map ? map : Map.of();
    Task task = find(context, given.get("taskId"));
    if (context.method().equals(GET)) {
      return task.look(context.transportContext());
    }
    if (context.method().equals(CANCEL)) {
      task.cancel();
    } else if (given.get("inputResponses") instanceof Map<?, ?> answers) {
      task.update(answers);
    } else {
      throw McpException.invalidParams("inputResponses is required");
    }
    return McpAsyncResponse.result(TaskResult.complete(Map.of()));
  }

  private Task find(McpRequestContext context, @Nullable Object id) {
    if (!(id instanceof String text)) {
      throw McpException.invalidParams("taskId is required");
    }
    return tasks
        .find(context.transportContext(), text)
        .orElseThrow(
            () -> McpException.invalidParams("there is no such task of yours, or none any more"));
  }
}
