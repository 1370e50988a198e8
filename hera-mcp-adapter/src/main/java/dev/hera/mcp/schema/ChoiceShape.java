package dev.hera.mcp.schema;

import dev.hera.error.InvalidArgumentException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of a few words.
 *
 * @param values what each word means, in the order of the schema
 * @param hint what to do for those who wanted another word; may be empty
 */
public record ChoiceShape<E>(Map<String, E> values, String hint) implements Shape<E> {

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    schema.put("enum", values.keySet().stream().toList());
    return schema;
  }

  @Override
  public E read(String path, @Nullable Object value) {
    E chosen = values.get(TextShape.string(path, value));
    if (chosen == null) {
      throw new InvalidArgumentException(
          path, "is not one of " + String.join(", ", values.keySet()) + hint);
    }
    return chosen;
  }
}
