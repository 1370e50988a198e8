package dev.hera.examples.host.http;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Looks whether the params of a method have its form. The SDK finds it out only once it has begun
 * to answer, and then ends the answer without a word.
 */
final class ParamsShape {
  private static final Map<String, Class<?>> FORMS =
      Map.ofEntries(
          Map.entry(McpSchema.METHOD_INITIALIZE, McpSchema.InitializeRequest.class),
          Map.entry(McpSchema.METHOD_TOOLS_LIST, McpSchema.PaginatedRequest.class),
          Map.entry(McpSchema.METHOD_TOOLS_CALL, McpSchema.CallToolRequest.class),
          Map.entry(McpSchema.METHOD_RESOURCES_LIST, McpSchema.PaginatedRequest.class),
          Map.entry(McpSchema.METHOD_RESOURCES_TEMPLATES_LIST, McpSchema.PaginatedRequest.class),
          Map.entry(McpSchema.METHOD_RESOURCES_READ, McpSchema.ReadResourceRequest.class),
          Map.entry(McpSchema.METHOD_RESOURCES_SUBSCRIBE, McpSchema.SubscribeRequest.class),
          Map.entry(McpSchema.METHOD_RESOURCES_UNSUBSCRIBE, McpSchema.UnsubscribeRequest.class),
          Map.entry(McpSchema.METHOD_PROMPT_LIST, McpSchema.PaginatedRequest.class),
          Map.entry(McpSchema.METHOD_PROMPT_GET, McpSchema.GetPromptRequest.class),
          Map.entry(McpSchema.METHOD_LOGGING_SET_LEVEL, McpSchema.SetLevelRequest.class));

  private ParamsShape() {}

  /**
   * Whether the method takes these params.
   *
   * @param params an object, or null when there are none
   */
  static boolean fits(String method, @Nullable JsonNode params) {
    Class<?> form = FORMS.get(method);
    if (form == null || params == null) {
      return form == null || form.equals(McpSchema.PaginatedRequest.class);
    }
    try {
      return McpJsonDefaults.getMapper().readValue(params.toString(), form) != null;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
