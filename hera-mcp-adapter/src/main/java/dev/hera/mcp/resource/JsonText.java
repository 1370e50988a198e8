package dev.hera.mcp.resource;

import dev.hera.mcp.tool.ToolList;
import io.modelcontextprotocol.json.McpJsonDefaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values as JSON, with the fields that the tools' answers have. */
final class JsonText {
  private JsonText() {}

  static String of(Map<String, ?> value) {
    try {
      return McpJsonDefaults.getMapper().writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String of(List<Reader.RoleInbox> inboxes) {
    return of(Map.of("inboxes", inboxes.stream().map(JsonText::inbox).toList()));
  }

  private static Map<String, @Nullable Object> inbox(Reader.RoleInbox inbox) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("orchestrator", inbox.orchestrator());
    fields.put("role", inbox.role());
    fields.putAll(ToolList.inboxJson(inbox.unread()));
    return fields;
  }
}
