package dev.hera.mcp.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A kind of JSON value that a tool takes: what its schema says, and how it is read. Both are of one
 * place, so that what the schema refuses is refused here too (A2). Nothing is coerced (V2).
 */
public interface Shape<T> {

  /** The JSON Schema of such a value. */
  Map<String, Object> schema();

  /**
   * The value as Java has it.
   *
   * @param path where it stands in the arguments, for instance {@code nodes[2].prompt}
   * @throws dev.hera.error.InvalidArgumentException naming the path when it is no such value
   * @throws dev.hera.error.InvalidStatusException when it is the text of a status that is none
   */
  T read(String path, @Nullable Object value);
}
