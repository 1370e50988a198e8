package dev.hera.examples.host.http;

import io.modelcontextprotocol.modern.JsonRpc.JSONRPCRequest;
import io.modelcontextprotocol.modern.McpHttp;
import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.modern.server.McpHeaders;
import io.modelcontextprotocol.modern.server.transport.McpHeaderDecoder;
import io.modelcontextprotocol.server.transport.HeaderAccessor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The headers that say again what the body of a modern request says, for those who route it without
 * reading it. Both have to say the same.
 */
final class MirroredHeaders {
  private static final Map<String, String> NAMED =
      Map.of(
          McpSchema.METHOD_TOOLS_CALL,
          "name",
          McpSchema.METHOD_PROMPTS_GET,
          "name",
          McpSchema.METHOD_RESOURCES_READ,
          "uri",
          "tasks/get",
          "taskId",
          "tasks/update",
          "taskId",
          "tasks/cancel",
          "taskId");

  private MirroredHeaders() {}

  /** What differs, as a sentence without anything of the request. */
  static Optional<String> problem(HttpServletRequest request, JSONRPCRequest call) {
    Map<?, ?> params = call.params() instanceof Map<?, ?> given ? given : Map.of();
    Map<?, ?> meta = params.get("_meta") instanceof Map<?, ?> given ? given : Map.of();
    String name = NAMED.getOrDefault(call.method(), "");
    return differs(request, McpHttp.Headers.MCP_METHOD, call.method())
        .or(
            () ->
                differs(
                    request,
                    McpHttp.Headers.MCP_PROTOCOL_VERSION,
                    meta.get(ModernEndpoint.VERSION_KEY)))
        .or(() -> differs(request, McpHttp.Headers.MCP_NAME, params.get(name)));
  }

  private static Optional<String> differs(
      HttpServletRequest request, String header, @Nullable Object said) {
    if (!(said instanceof String text)) {
      return Optional.empty();
    }
    List<String> values = Collections.list(request.getHeaders(header));
    if (values.size() != 1) {
      return Optional.of("exactly one header " + header + " is needed");
    }
    return text.equals(McpHeaderDecoder.decodeValue(values.get(0)))
        ? Optional.empty()
        : Optional.of("the header " + header + " does not say what the body says");
  }

  /** Those of a tool's parameters, as the SDK looks at them. */
  static McpHeaders of(HttpServletRequest request) {
    return McpHeaderDecoder.headers(
        new HeaderAccessor() {
          @Override
          public List<String> getHeader(String name) {
            return Collections.list(request.getHeaders(name));
          }

          @Override
          public List<String> getHeaderNames() {
            return Collections.list(request.getHeaderNames());
          }
        });
  }
}
