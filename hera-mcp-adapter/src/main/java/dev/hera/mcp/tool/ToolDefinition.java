package dev.hera.mcp.tool;

import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.words.ToolWords;
import reactor.core.publisher.Mono;

/**
 * One verb as a tool: translates arguments, calls the facade, translates the result.
 *
 * @param <R> the facade's result
 */
public interface ToolDefinition<R> {

  Outline outline();

  Input input();

  Output<R> output();

  /**
   * Calls the facade.
   *
   * @throws InterruptedException when interrupted while waiting
   */
  R run(ToolCall call) throws InterruptedException;

  /** The same for a server that answers when the result is there; a wait holds no thread. */
  default Mono<R> ask(ToolCall call) {
    return Mono.fromCallable(() -> run(call));
  }

  /**
   * What the tool calls an argument that a refusal of the facade names.
   *
   * @param path its path as the facade has it
   */
  default String parameter(String path) {
    return ToolWords.parameter(path);
  }

  /** The result for people, and for agents whose client hides structured results. */
  String tell(R result);
}
