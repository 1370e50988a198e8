package dev.hera.role;

import dev.hera.error.InvalidArgumentException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for names and texts that callers give (M7, V9). Names are keys, never paths. */
public final class Names {
  /** The longest name, in characters. */
  public static final int MAX_LENGTH = 64;

  private static final int SLUG_SOURCE = 40;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern NOT_A_NAME_CHARACTER = Pattern.compile("[^a-z0-9]+");

  /** Control, format and bidirectional characters, line and paragraph separators, and blanks. */
  private static final Pattern NOT_PLAIN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Z}]+");

  private Names() {}

  /**
   * The name without blanks around it.
   *
   * @param field the argument it came in, for the refusal
   * @throws InvalidArgumentException when it is not 1..64 characters of letters, digits, {@code .},
   *     {@code _}, {@code -}, does not start with a letter or digit, or ends in {@code .} or {@code
   *     .lock}
   */
  public static String check(String field, String name) {
    String trimmed = Required.trimmed(field, name);
    if (!NAME.matcher(trimmed).matches() || trimmed.endsWith(".") || trimmed.endsWith(".lock")) {
      throw new InvalidArgumentException(
          field,
          "a name is 1 to 64 characters of letters, digits, '.', '_' and '-', starts with a letter"
              + " or digit and does not end in '.' or '.lock'");
    }
    return trimmed;
  }

  /**
   * The text as given, when it is a text that every store and transport carries unchanged.
   *
   * @throws InvalidArgumentException when it has a NUL character or half of a surrogate pair
   */
  public static String checkText(String field, String text) {
    int at = firstOdd(Required.given(field, text), 0);
    if (at < text.length()) {
      throw new InvalidArgumentException(
          field,
          text.charAt(at) == 0
              ? "has a NUL character at " + at + "; remove it"
              : "is not well-formed Unicode (half a surrogate pair at " + at + "); remove it");
    }
    return text;
  }

  /**
   * The text with U+FFFD in place of what {@link #checkText} refuses. For what a launcher says of a
   * failure, which is to be kept and cannot be refused.
   */
  public static String wellFormed(String text) {
    StringBuilder mended = new StringBuilder(text);
    for (int at = firstOdd(text, 0); at < text.length(); at = firstOdd(text, at + 1)) {
      mended.setCharAt(at, '\ufffd');
    }
    return mended.toString();
  }

  /**
   * The text on one line without characters that a terminal would act on, cut where it is too long.
   * For what comes from outside and becomes part of a notice or a log.
   *
   * @param longest the most code points to keep
   */
  public static String plainLine(String text, int longest) {
    String line = NOT_PLAIN.matcher(wellFormed(text)).replaceAll(" ").strip();
    return line.codePointCount(0, line.length()) <= longest
        ? line
        : line.substring(0, line.offsetByCodePoints(0, longest - 1)) + "…";
  }

  /** Where the first NUL or half of a surrogate pair from an index on is; else the length. */
  private static int firstOdd(String text, int from) {
    int at = from;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
        return at;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  /**
   * The text as given, when it says something.
   *
   * @throws InvalidArgumentException when it is blank, or as {@link #checkText} says
   */
  public static String requireText(String field, String text) {
    if (Required.given(field, text).isBlank()) {
      throw new InvalidArgumentException(field, "is required and must not be blank");
    }
    return checkText(field, text);
  }

  /**
   * The text without blanks around it, when it says something on one line, as what may become part
   * of a log does.
   *
   * @throws InvalidArgumentException when it has a control character, or as {@link #requireText}
   *     says
   */
  public static String requireLine(String field, String text) {
    return checkLine(field, requireText(field, text).strip());
  }

  /**
   * The text as given, when nothing in it ends a line or changes how the rest is shown.
   *
   * @throws InvalidArgumentException when it has a control, line-separating or bidirectional
   *     character
   */
  public static String checkLine(String field, String text) {
    int at = firstOffLine(text);
    if (at < text.length()) {
      throw new InvalidArgumentException(
          field,
          "is one line without control, line-separating and bidirectional characters; remove the"
              + " one at "
              + at);
    }
    return text;
  }

  /** The text with a blank in place of each character that {@link #checkLine} refuses. */
  public static String onOneLine(String text) {
    StringBuilder line = new StringBuilder(text);
    for (int at = firstOffLine(text); at < line.length(); at++) {
      if (isOffLine(line.charAt(at))) {
        line.setCharAt(at, ' ');
      }
    }
    return line.toString();
  }

  private static int firstOffLine(String text) {
    int at = 0;
    while (at < text.length() && !isOffLine(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isOffLine(char c) {
    return Character.isISOControl(c)
        || c == '\u2028'
        || c == '\u2029'
        || c == '\u061c'
        || c == '\u200e'
        || c == '\u200f'
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }

  /** The n-th name to try when {@code name} is taken: {@code name-2}, {@code name-3}, … (V9). */
  public static String numbered(String name, int n) {
    String suffix = "-" + n;
    int room = MAX_LENGTH - suffix.length();
    return (name.length() > room ? name.substring(0, room) : name) + suffix;
  }

  /** A name made of the first 40 characters of a prompt, or {@code worker} when none remain. */
  public static String slug(String prompt) {
    String source = prompt.substring(0, Math.min(SLUG_SOURCE, prompt.length()));
    String plain = Normalizer.normalize(source, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
    String dashed = NOT_A_NAME_CHARACTER.matcher(plain).replaceAll("-");
    String whole = dashed.replaceAll("^-+", "");
    // Normalizing may make many characters of one.
    String slug = whole.substring(0, Math.min(SLUG_SOURCE, whole.length())).replaceAll("-+$", "");
    return slug.isEmpty() ? "worker" : slug;
  }

  /** The name without blanks around it, or null. */
  public static @Nullable String trimmed(@Nullable String name) {
    return name == null ? null : name.strip();
  }
}
