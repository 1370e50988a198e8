package dev.hera.examples.host.terminal;

import dev.hera.view.Drawable;
import java.util.HexFormat;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes JSON that a terminal shows as it is (W9): control, format (bidirectional ones among them)
 * and line-separating characters are escaped, so that a reader of the JSON gets what was there.
 */
public final class HarmlessJson {
  private static final JsonMapper JSON = new JsonMapper();

  private HarmlessJson() {}

  /** The value as JSON in one line, without a line end. */
  public static String of(Object value) {
    StringBuilder text = new StringBuilder();
    JSON.writeValueAsString(value).codePoints().forEach(point -> append(text, point));
    return text.toString();
  }

  private static void append(StringBuilder text, int point) {
    if (Drawable.isDrawable(point)) {
      text.appendCodePoint(point);
      return;
    }
    for (char half : Character.toChars(point)) {
      text.append("\\u").append(HexFormat.of().toHexDigits(half));
    }
  }
}
