package dev.hera.mcp.schema;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One parameter of a tool, or one property of an object in it.
 *
 * @param description what agents read about it; empty when the name says all
 */
public record Parameter<T>(String name, Shape<T> shape, boolean required, String description) {

  public static <T> Parameter<T> required(String name, Shape<T> shape, String description) {
    return new Parameter<>(name, shape, true, description);
  }

  public static <T> Parameter<T> optional(String name, Shape<T> shape, String description) {
    return new Parameter<>(name, shape, false, description);
  }

  Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>(shape.schema());
    if (!description.isEmpty()) {
      schema.put("description", description);
    }
    return schema;
  }
}
