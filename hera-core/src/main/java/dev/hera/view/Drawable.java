package dev.hera.view;

/** Makes texts fit to be shown: one line, and nothing that a terminal or a browser obeys (W9). */
public final class Drawable {
  private static final int REPLACEMENT = 0xFFFD;

  private Drawable() {}

  /**
   * The text with a replacement character for each control, format (bidirectional ones among them)
   * and line-breaking character and for half a surrogate pair.
   */
  public static String of(String text) {
    return text.codePoints()
        .map(point -> isDrawable(point) ? point : REPLACEMENT)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Whether {@link #of} leaves this code point as it is. */
  public static boolean isDrawable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
