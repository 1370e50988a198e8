package dev.hera.mcp.task;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.modern.McpSchema.CallToolResult;
import reactor.core.publisher.Mono;

/** The answer to a call that was a task, for whoever asks for it; the same to each that asks. */
@FunctionalInterface
public interface TaskAnswer {

  /**
   * Gives the answer.
   *
   * @param context of the request by which the client asks for it
   */
  Mono<CallToolResult> give(McpTransportContext context);
}
