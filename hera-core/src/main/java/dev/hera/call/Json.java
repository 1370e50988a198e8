package dev.hera.call;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON text, written and read: maps with names in their order, lists, strings, longs, booleans and
 * null. The text has no control character and no half of a surrogate pair, whatever a string holds.
 */
final class Json {
  /** How deep the text of an answer may be nested. */
  private static final int DEEPEST = 64;

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  static String write(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    append(out, value);
    return out.toString();
  }

  private static void append(StringBuilder out, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      appendMap(out, map);
    } else if (value instanceof List<?> list) {
      appendList(out, list);
    } else if (value instanceof String string) {
      appendText(out, string);
    } else if (value == null || value instanceof Boolean || value instanceof Number) {
      out.append(value);
    } else {
      throw new IllegalStateException("no JSON is made of a " + value.getClass().getName());
    }
  }

  private static void appendMap(StringBuilder out, Map<?, ?> map) {
    String before = "{";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      append(out.append(before), entry.getKey());
      append(out.append(':'), entry.getValue());
      before = ",";
    }
    out.append(map.isEmpty() ? "{}" : "}");
  }

  private static void appendList(StringBuilder out, List<?> list) {
    String before = "[";
    for (Object each : list) {
      append(out.append(before), each);
      before = ",";
    }
    out.append(list.isEmpty() ? "[]" : "]");
  }

  private static void appendText(StringBuilder out, String string) {
    out.append('"');
    string.codePoints().forEach(point -> appendPoint(out, point));
    out.append('"');
  }

  private static void appendPoint(StringBuilder out, int point) {
    if (point == '"' || point == '\\') {
      out.append('\\').append((char) point);
    } else if (point == '\n') {
      out.append("\\n");
    } else if (Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE) {
      out.append("\\u").append(HexFormat.of().toHexDigits((char) point));
    } else {
      out.appendCodePoint(point);
    }
  }

  /**
   * What a text says; of a name that comes twice the last.
   *
   * @throws IllegalArgumentException when it is no JSON
   */
  static @Nullable Object read(String text) {
    Json json = new Json(text);
    Object value = json.value(0);
    json.peek();
    if (json.at < text.length()) {
      throw json.wrong();
    }
    return value;
  }

  private @Nullable Object value(int depth) {
    if (depth > DEEPEST) {
      throw wrong();
    }
    return switch (peek()) {
      case '{' -> map(depth);
      case '[' -> list(depth);
      case '"' -> string();
      default -> word();
    };
  }

  private Map<String, @Nullable Object> map(int depth) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    take('{');
    for (boolean more = !takes('}'); more; more = goesOn('}')) {
      if (peek() != '"') {
        throw wrong();
      }
      String name = string();
      take(':');
      map.put(name, value(depth + 1));
    }
    return map;
  }

  private List<@Nullable Object> list(int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    take('[');
    for (boolean more = !takes(']'); more; more = goesOn(']')) {
      list.add(value(depth + 1));
    }
    return list;
  }

  private boolean goesOn(char end) {
    if (takes(end)) {
      return false;
    }
    take(',');
    return true;
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    at++;
    for (char c = next(); c != '"'; c = next()) {
      string.append(c == '\\' ? escaped(next()) : c);
    }
    return string.toString();
  }

  private char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        at += 4;
        if (at > text.length()) {
          throw wrong();
        }
        yield (char) Integer.parseInt(text, at - 4, at, 16);
      }
      case '"', '\\', '/' -> c;
      default -> throw wrong();
    };
  }

  private @Nullable Object word() {
    int start = at;
    while (at < text.length() && isOfWord(text.charAt(at))) {
      at++;
    }
    String word = text.substring(start, at);
    return switch (word) {
      case "null" -> null;
      case "true" -> true;
      case "false" -> false;
      default -> number(word);
    };
  }

  private static boolean isOfWord(char c) {
    return Character.isLetterOrDigit(c) || c == '-' || c == '+' || c == '.';
  }

  private static Number number(String word) {
    BigDecimal number = new BigDecimal(word);
    boolean whole = number.scale() == 0 && number.unscaledValue().bitLength() < Long.SIZE;
    return whole ? (Number) number.longValueExact() : number;
  }

  /** The next character that is no blank, left where it is; 0 at the end. */
  private char peek() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean takes(char wanted) {
    boolean there = peek() == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private void take(char wanted) {
    if (!takes(wanted)) {
      throw wrong();
    }
  }

  private char next() {
    if (at >= text.length()) {
      throw wrong();
    }
    return text.charAt(at++);
  }

  private IllegalArgumentException wrong() {
    return new IllegalArgumentException("no JSON at " + at);
  }
}
