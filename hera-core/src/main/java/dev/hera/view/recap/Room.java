package dev.hera.view.recap;

import dev.hera.role.Names;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bytes that are left for one part of an answer. */
final class Room {
  private static final String CUT = "…";

  private int left;

  Room(int bytes) {
    this.left = bytes;
  }

  /**
   * Takes room for these texts; what comes after a text that had none has none either, so that an
   * order is kept.
   *
   * @param frame the bytes that stand around them
   * @return whether there was enough
   */
  boolean takes(int frame, @Nullable String... texts) {
    left -= frame;
    Arrays.stream(texts).filter(Objects::nonNull).forEach(text -> left -= bytes(text));
    return left >= 0;
  }

  /** How long a text without control characters is in JSON. */
  static int bytes(String text) {
    int quoted = (int) text.chars().filter(c -> c == '"' || c == '\\').count();
    return text.getBytes(StandardCharsets.UTF_8).length + quoted;
  }

  /** The text on one line, cut where it is longer than this. */
  static String line(String text, int bytes) {
    String line = Names.plainLine(text, bytes);
    if (bytes(line) <= bytes) {
      return line;
    }
    int end = 0;
    int used = bytes(CUT);
    while (end < line.length()) {
      int next = line.offsetByCodePoints(end, 1);
      used += bytes(line.substring(end, next));
      if (used > bytes) {
        break;
      }
      end = next;
    }
    return line.substring(0, end) + CUT;
  }
}
