package dev.hera.mcp.schema;

import dev.hera.error.InvalidArgumentException;
import dev.hera.role.Names;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A string.
 *
 * @param blankAllowed whether it may say nothing
 * @param max the most code points, or 0 for any number
 */
public record TextShape(boolean blankAllowed, int max) implements Shape<String> {
  /** Any text, also an empty one. */
  public static final TextShape ANY = new TextShape(true, 0);

  /** A text that says something. */
  public static final TextShape FILLED = new TextShape(false, 0);

  /** A text that says something in a limited number of code points. */
  public static TextShape filledUpTo(int max) {
    return new TextShape(false, max);
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    if (max > 0) {
      schema.put("maxLength", max);
    }
    return schema;
  }

  @Override
  public String read(String path, @Nullable Object value) {
    String text = string(path, value);
    if (!blankAllowed) {
      Names.requireText(path, text);
    }
    int points = text.codePointCount(0, text.length());
    if (max > 0 && points > max) {
      throw new InvalidArgumentException(
          path, "has " + points + " characters, the limit is " + max + "; shorten it");
    }
    return Names.checkText(path, text);
  }

  /** The string, of whatever content. */
  static String string(String path, @Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw new InvalidArgumentException(path, "is not a JSON string; give one, or leave it out");
  }
}
