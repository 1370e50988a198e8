package dev.hera.examples.host.http;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse.JSONRPCError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The SDK's JSON, except that what went wrong inside never gets out: the SDK writes messages and
 * stack traces of exceptions into errors (A5). An unknown tool is named.
 */
final class GuardedJson implements McpJsonMapper {
  /** What the SDK calls every tool that it does not know; the name is among the data. */
  private static final String UNKNOWN_TOOL = "Unknown tool: invalid_tool_name";

  private final McpJsonMapper json;

  GuardedJson(McpJsonMapper json) {
    this.json = json;
  }

  @Override
  public <T> T readValue(String content, Class<T> type) throws IOException {
    return json.readValue(content, type);
  }

  @Override
  public <T> T readValue(byte[] content, Class<T> type) throws IOException {
    return json.readValue(content, type);
  }

  @Override
  public <T> T readValue(String content, TypeRef<T> type) throws IOException {
    return json.readValue(content, type);
  }

  @Override
  public <T> T readValue(byte[] content, TypeRef<T> type) throws IOException {
    return json.readValue(content, type);
  }

  @Override
  public <T> T convertValue(Object value, Class<T> type) {
    try {
      return json.convertValue(value, type);
    } catch (RuntimeException e) {
      throw wrongParams();
    }
  }

  @Override
  public <T> T convertValue(Object value, TypeRef<T> type) {
    try {
      return json.convertValue(value, type);
    } catch (RuntimeException e) {
      throw wrongParams();
    }
  }

  @Override
  public String writeValueAsString(Object value) throws IOException {
    return json.writeValueAsString(value instanceof JSONRPCResponse r ? guarded(r) : value);
  }

  @Override
  public byte[] writeValueAsBytes(Object value) throws IOException {
    return writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
  }

  private static McpError wrongParams() {
    return McpError.builder(ErrorCodes.INVALID_PARAMS)
        .message("params do not have the form that this method needs")
        .build();
  }

  private static JSONRPCResponse guarded(JSONRPCResponse response) {
    JSONRPCError error = response.error();
    if (error == null) {
      return response;
    }
    if (error.code() == ErrorCodes.INTERNAL_ERROR) {
      return JSONRPCResponse.error(
          response.id(), new JSONRPCError(ErrorCodes.INTERNAL_ERROR, "internal error", null));
    }
    return error.message().equals(UNKNOWN_TOOL) ? naming(error, response) : response;
  }

  private static JSONRPCResponse naming(JSONRPCError error, JSONRPCResponse response) {
    String name = String.valueOf(error.data()).replaceFirst("^Tool not found: ", "");
    return JSONRPCResponse.error(
        response.id(), new JSONRPCError(error.code(), "Unknown tool: " + name, null));
  }
}
