package dev.hera.mcp;

import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import dev.hera.mcp.tool.ToolDefinition;
import dev.hera.mcp.words.ToolWords;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told of a call of a tool that failed (V1, A5). */
record ToolFailures(ToolDefinition<?> tool) {
  private static final Logger LOG = LoggerFactory.getLogger(ToolFailures.class);

  /** A failure of the facade, whose refusals speak of its methods and their parameters. */
  ToolAnswer inHera(Throwable failure) {
    if (!(failure instanceof HeraException refusal)) {
      return of(failure);
    }
    logCause(refusal);
    Map<String, Object> details = new TreeMap<>(refusal.details());
    String message = String.valueOf(refusal.getMessage());
    if (details.get("field") instanceof String path) {
      String field = tool.parameter(path);
      details.put("field", field);
      message =
          message.startsWith(path + ": ") ? field + message.substring(path.length()) : message;
    }
    return refused(refusal.code(), ToolWords.of(message), details);
  }

  /** A failure in the words of the tools. */
  ToolAnswer of(Throwable failure) {
    if (failure instanceof HeraException refusal) {
      logCause(refusal);
      return refused(refusal.code(), String.valueOf(refusal.getMessage()), refusal.details());
    }
    LOG.error("{} failed", tool.outline().name(), failure);
    return refused(
        ErrorCode.INTERNAL,
        "the call failed inside Hera, which is not your fault; tell your operator to look at"
            + " Hera's log, or try again",
        Map.of());
  }

  /** The answer to a call whose thread was interrupted while it waited. */
  static ToolAnswer interrupted() {
    return refused(
        ErrorCode.INTERNAL, "the wait was interrupted, nothing was changed; call again", Map.of());
  }

  private void logCause(HeraException refusal) {
    if (refusal.getCause() != null) {
      LOG.warn("{} was refused: {}", tool.outline().name(), refusal.code().wire(), refusal);
    }
  }

  private static ToolAnswer refused(ErrorCode code, String message, Map<String, Object> details) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code.wire());
    error.put("message", message);
    error.put("details", details);
    return new ToolAnswer(code.wire() + ": " + message, Map.of("error", error), true);
  }
}
