package dev.hera.mcp.schema;

import dev.hera.error.InvalidArgumentException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An integer of a range; a number with a fraction or an exponent is none, not even {@code 1.0}. */
public record IntegerShape(long min, long max) implements Shape<Long> {
  /** Any integer that an id may be compared with. */
  public static final IntegerShape ANY = new IntegerShape(Long.MIN_VALUE, Long.MAX_VALUE);

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "integer");
    if (min > Long.MIN_VALUE) {
      schema.put("minimum", min);
    }
    if (max < Long.MAX_VALUE) {
      schema.put("maximum", max);
    }
    return schema;
  }

  @Override
  public Long read(String path, @Nullable Object value) {
    long number = number(path, value);
    if (number < min || number > max) {
      throw new InvalidArgumentException(path, "is out of range; give " + range());
    }
    return number;
  }

  private long number(String path, @Nullable Object value) {
    if (value instanceof Integer || value instanceof Long) {
      return ((Number) value).longValue();
    }
    throw new InvalidArgumentException(path, "is not a JSON integer; give " + range());
  }

  private String range() {
    if (max < Long.MAX_VALUE) {
      return "an integer from " + min + " to " + max;
    }
    return min > Long.MIN_VALUE ? "an integer of at least " + min : "a 64-bit integer";
  }
}
