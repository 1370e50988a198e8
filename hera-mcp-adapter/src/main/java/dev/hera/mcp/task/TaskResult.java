package dev.hera.mcp.task;

import io.modelcontextprotocol.modern.McpSchema.CallToolOutcome;
import io.modelcontextprotocol.modern.McpSchema.ResultType;
import java.util.LinkedHashMap;
import java.util.Map;

/** A result that the SDK has no type for, as the fields that go to the client. */
final class TaskResult extends LinkedHashMap<String, Object> implements CallToolOutcome {
  private static final long serialVersionUID = 1;
  private static final String TYPE = "resultType";

  private TaskResult(String type, Map<String, ?> fields) {
    super(fields);
    put(TYPE, type);
  }

  /** In place of a call's result: that it is a task. */
  static TaskResult created(Map<String, ?> fields) {
    return new TaskResult("task", fields);
  }

  /** The result of a request about a task. */
  static TaskResult complete(Map<String, ?> fields) {
    return new TaskResult(ResultType.COMPLETE, fields);
  }

  @Override
  public String resultType() {
    return String.valueOf(get(TYPE));
  }

  @Override
  public Map<String, Object> meta() {
    return Map.of();
  }
}
