package dev.hera.mcp;

import dev.hera.Hera;
import dev.hera.error.HeraException;
import dev.hera.mcp.person.PersonAsked;
import dev.hera.mcp.person.Question;
import dev.hera.mcp.person.Reply;
import dev.hera.mcp.schema.Arguments;
import dev.hera.mcp.task.TaskAnswer;
import dev.hera.mcp.task.Tasks;
import dev.hera.mcp.task.TasksFeature;
import dev.hera.mcp.tool.ToolCall;
import dev.hera.mcp.tool.ToolDefinition;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.modern.McpSchema.CallToolOutcome;
import io.modelcontextprotocol.modern.server.McpAsyncResponse;
import io.modelcontextprotocol.modern.server.McpRequestContext;
import io.modelcontextprotocol.modern.server.feature.McpAsyncTool;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A tool as the SDK's tool. Whatever goes wrong, the client gets a tool result (V1, A5). */
record ServedTool<R>(ToolDefinition<R> tool, Hera hera, CallerSource callers) {
  SyncToolSpecification specification() {
    return SyncToolSpecification.builder()
        .tool(ToolDescription.classic(tool))
        .callHandler(
            (exchange, request) -> {
              McpTransportContext context = exchange.transportContext();
              Reply reply =
                  question(
                          PersonAsked.isPossible(exchange.getClientCapabilities()),
                          context,
                          request.arguments())
                      .map(question -> PersonAsked.ask(exchange, question))
                      .orElse(null);
              return answer(context, request.arguments(), reply).classic();
            })
        .build();
  }

  AsyncToolSpecification asynchronous() {
    return AsyncToolSpecification.builder()
        .tool(ToolDescription.classic(tool))
        .callHandler(
            (exchange, request) ->
                Heartbeat.DEFAULT.during(
                    ask(exchange, request.arguments()).map(ToolAnswer::classic), exchange, request))
        .build();
  }

  private Mono<ToolAnswer> ask(
      McpAsyncServerExchange exchange, @Nullable Map<String, Object> arguments) {
    McpTransportContext context = exchange.transportContext();
    boolean possible = PersonAsked.isPossible(exchange.getClientCapabilities());
    return Mono.defer(() -> Mono.justOrEmpty(question(possible, context, arguments)))
        .flatMap(question -> PersonAsked.ask(exchange, question))
        .flatMap(reply -> ask(context, arguments, reply))
        .switchIfEmpty(ask(context, arguments, null));
  }

  /** What the person behind a client is asked first; nothing when the call would be refused. */
  private Optional<Question> question(
      boolean possible, McpTransportContext context, @Nullable Map<String, Object> arguments) {
    try {
      return possible ? tool.question(call(context, arguments, null)) : Optional.empty();
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  /**
   * The tool for a server of the revision without sessions.
   *
   * @param tasks what takes calls that a client need not wait for, or null
   */
  McpAsyncTool modern(@Nullable Tasks tasks) {
    return McpAsyncTool.of(
        ToolDescription.modern(tool),
        (context, request) -> Mono.fromSupplier(() -> outcome(tasks, context, request)));
  }

  private McpAsyncResponse<CallToolOutcome> outcome(
      @Nullable Tasks tasks, McpRequestContext context, McpSchema.CallToolRequest request) {
    Map<String, Object> arguments = request.arguments();
    Reply reply = PersonAsked.reply(request).orElse(null);
    boolean asks = reply == null && PersonAsked.isPossible(context);
    return question(asks, context.transportContext(), arguments)
        .map(question -> McpAsyncResponse.<CallToolOutcome>result(PersonAsked.asked(question)))
        .or(() -> later(tasks, context, arguments, reply))
        .orElseGet(() -> streamed(context, arguments, reply));
  }

  /** A stream, so that a client's connection is open while it waits for the answer. */
  private McpAsyncResponse<CallToolOutcome> streamed(
      McpRequestContext context, @Nullable Map<String, Object> arguments, @Nullable Reply reply) {
    return McpAsyncResponse.streaming(
        notifier ->
            Heartbeat.DEFAULT.during(
                ask(context.transportContext(), arguments, reply).map(ToolAnswer::modern),
                context,
                notifier));
  }

  /** A task for a client that can wait for one, when the call may take long. */
  private Optional<McpAsyncResponse<CallToolOutcome>> later(
      @Nullable Tasks tasks,
      McpRequestContext context,
      @Nullable Map<String, Object> arguments,
      @Nullable Reply reply) {
    if (tasks == null || !TasksFeature.isDeclared(context)) {
      return Optional.empty();
    }
    try {
      ToolCall call = call(context.transportContext(), arguments, reply);
      return tool.askLater(call)
          .flatMap(
              work ->
                  tasks.begin(
                      context.transportContext(),
                      task ->
                          work.<TaskAnswer>map(give -> new LastingAnswer(asking(call, give)))
                              .onErrorResume(failure -> Mono.just(refusal(failure)))));
    } catch (HeraException e) {
      return Optional.empty();
    }
  }

  private Function<CompletionStage<Boolean>, Mono<ToolAnswer>> asking(
      ToolCall call, Function<ToolCall, Mono<R>> give) {
    return receipt ->
        Mono.defer(() -> give.apply(call.answeredBy(receipt)))
            .map(this::told)
            .onErrorResume(failure -> Mono.just(failures().inHera(failure)));
  }

  private TaskAnswer refusal(Throwable failure) {
    McpSchema.CallToolResult refused = failures().inHera(failure).modern();
    return context -> Mono.just(refused);
  }

  String name() {
    return tool.outline().name();
  }

  /** The answer to one call; throws nothing. */
  ToolAnswer answer(
      McpTransportContext context, @Nullable Map<String, Object> arguments, @Nullable Reply reply) {
    try {
      return answer(call(context, arguments, reply));
    } catch (Throwable e) {
      return failures().of(e);
    }
  }

  private ToolAnswer answer(ToolCall call) {
    try {
      return told(tool.run(call));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ToolFailures.interrupted();
    } catch (Throwable e) {
      return failures().inHera(e);
    }
  }

  /** The answer to one call, which may wait without a thread; gives no error. */
  private Mono<ToolAnswer> ask(
      McpTransportContext context, @Nullable Map<String, Object> arguments, @Nullable Reply reply) {
    return Mono.defer(() -> ask(call(context, arguments, reply)))
        .onErrorResume(failure -> Mono.just(failures().of(failure)));
  }

  private Mono<ToolAnswer> ask(ToolCall call) {
    return Mono.defer(() -> tool.ask(call))
        .map(this::told)
        .onErrorResume(failure -> Mono.just(failures().inHera(failure)));
  }

  private ToolCall call(
      McpTransportContext context, @Nullable Map<String, Object> arguments, @Nullable Reply reply) {
    Arguments checked = tool.input().read("", arguments == null ? Map.of() : arguments);
    return new ToolCall(
        hera, cwd -> callers.caller(context, cwd), context.get(HeraTools.RECEIPT), checked, reply);
  }

  private ToolAnswer told(R result) {
    return new ToolAnswer(tool.tell(result), tool.output().write(result), false);
  }

  private ToolFailures failures() {
    return new ToolFailures(tool);
  }
}
