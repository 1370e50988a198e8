package dev.hera.mcp.tool;

import dev.hera.mcp.person.Question;
import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.Outline;
import dev.hera.mcp.schema.Output;
import dev.hera.mcp.words.ToolWords;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

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
   * The same for a call that may take long: completes when its answer is there, with what then
   * answers whoever asks for it. Nothing for a call that does not.
   */
  default Optional<Mono<Function<ToolCall, Mono<R>>>> askLater(ToolCall call) {
    return Optional.empty();
  }

  /** What {@link #askLater} gives for a call that does its work once and has one answer. */
  default Optional<Mono<Function<ToolCall, Mono<R>>>> once(ToolCall call) {
    return Optional.of(
        Mono.fromCallable(() -> run(call))
            .subscribeOn(Schedulers.boundedElastic())
            .map(result -> asking -> Mono.just(result)));
  }

  /** What the person behind the client must be asked before the call can do its work. */
  default Optional<Question> question(ToolCall call) {
    return Optional.empty();
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
