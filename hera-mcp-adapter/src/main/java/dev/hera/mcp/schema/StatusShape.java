package dev.hera.mcp.schema;

import dev.hera.role.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the five statuses; any other text has a refusal of its own, {@code invalid_status}. */
public final class StatusShape implements Shape<Status> {

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    schema.put("enum", Status.wires());
    return schema;
  }

  @Override
  public Status read(String path, @Nullable Object value) {
    return Status.get(TextShape.string(path, value));
  }
}
