package dev.hera.mcp;

import dev.hera.Hera;
import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** A verb as the SDK's tool. Whatever goes wrong, the client gets a tool result (V1, A5). */
record VerbTool<R>(Verb<R> verb, Hera hera, CallerSource callers) {
  private static final Logger LOG = LoggerFactory.getLogger(VerbTool.class);

  SyncToolSpecification specification() {
    return SyncToolSpecification.builder()
        .tool(tool())
        .callHandler(
            (exchange, request) -> answer(exchange.transportContext(), request.arguments()))
        .build();
  }

  AsyncToolSpecification asynchronous() {
    return AsyncToolSpecification.builder()
        .tool(tool())
        .callHandler(
            (exchange, request) ->
                Heartbeat.DEFAULT.during(
                    ask(exchange.transportContext(), request.arguments()), exchange, request))
        .build();
  }

  private Tool tool() {
    Outline outline = verb.outline();
    return Tool.builder(outline.name(), verb.input().schema())
        .title(outline.title())
        .description(outline.description())
        .outputSchema(verb.output().toolSchema())
        .annotations(outline.hints().annotations())
        .build();
  }

  /** The answer to one call; throws nothing. */
  CallToolResult answer(McpTransportContext context, @Nullable Map<String, Object> arguments) {
    try {
      return answer(call(context, arguments));
    } catch (Throwable e) {
      return failed(e);
    }
  }

  private CallToolResult answer(Call call) {
    try {
      return told(verb.run(call));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return refused(
          ErrorCode.INTERNAL,
          "the wait was interrupted, nothing was changed; call again",
          Map.of());
    } catch (Throwable e) {
      return failedInHera(e);
    }
  }

  /** The answer to one call, which may wait without a thread; gives no error. */
  Mono<CallToolResult> ask(McpTransportContext context, @Nullable Map<String, Object> arguments) {
    return Mono.defer(() -> ask(call(context, arguments)))
        .onErrorResume(failure -> Mono.just(failed(failure)));
  }

  private Mono<CallToolResult> ask(Call call) {
    return Mono.defer(() -> verb.ask(call))
        .map(this::told)
        .onErrorResume(failure -> Mono.just(failedInHera(failure)));
  }

  private Call call(McpTransportContext context, @Nullable Map<String, Object> arguments) {
    Arguments checked = verb.input().read("", arguments == null ? Map.of() : arguments);
    return new Call(hera, callers, context, checked);
  }

  private CallToolResult told(R result) {
    return CallToolResult.builder()
        .addTextContent(verb.tell(result))
        .structuredContent(verb.output().write(result))
        .isError(false)
        .build();
  }

  /** A failure of the facade, whose refusals speak of its methods and their parameters. */
  private CallToolResult failedInHera(Throwable failure) {
    if (!(failure instanceof HeraException refusal)) {
      return failed(failure);
    }
    logCause(refusal);
    Map<String, Object> details = new TreeMap<>(refusal.details());
    String message = String.valueOf(refusal.getMessage());
    if (details.get("field") instanceof String path) {
      String field = verb.parameter(path);
      details.put("field", field);
      message =
          message.startsWith(path + ": ") ? field + message.substring(path.length()) : message;
    }
    return refused(refusal.code(), ToolWords.of(message), details);
  }

  /** A failure in the words of the tools. */
  private CallToolResult failed(Throwable failure) {
    if (failure instanceof HeraException refusal) {
      logCause(refusal);
      return refused(refusal.code(), String.valueOf(refusal.getMessage()), refusal.details());
    }
    LOG.error("{} failed", verb.outline().name(), failure);
    return refused(
        ErrorCode.INTERNAL,
        "the call failed inside Hera, which is not your fault; tell your operator to look at"
            + " Hera's log, or try again",
        Map.of());
  }

  private void logCause(HeraException refusal) {
    if (refusal.getCause() != null) {
      LOG.warn("{} was refused: {}", verb.outline().name(), refusal.code().wire(), refusal);
    }
  }

  private static CallToolResult refused(
      ErrorCode code, String message, Map<String, Object> details) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code.wire());
    error.put("message", message);
    error.put("details", details);
    return CallToolResult.builder()
        .addTextContent(code.wire() + ": " + message)
        .structuredContent(Map.of("error", error))
        .isError(true)
        .build();
  }
}
