package dev.hera.mcp.schema;

import dev.hera.error.InvalidArgumentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list.
 *
 * @param emptyAllowed whether it may have no item
 */
public record ListShape<T>(Shape<T> item, boolean emptyAllowed) implements Shape<List<T>> {

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "array");
    schema.put("items", item.schema());
    if (!emptyAllowed) {
      schema.put("minItems", 1);
    }
    return schema;
  }

  @Override
  public List<T> read(String path, @Nullable Object value) {
    if (!(value instanceof List<?> list)) {
      throw new InvalidArgumentException(path, "is not a JSON array; give a list");
    }
    if (list.isEmpty() && !emptyAllowed) {
      throw new InvalidArgumentException(path, "is empty; give at least one item");
    }
    List<T> items = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      items.add(item.read(path + "[" + i + "]", list.get(i)));
    }
    return items;
  }
}
