package dev.hera.store.jooq.part;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.tools.json.JSONObject;
import org.jooq.tools.json.JSONParser;
import org.jooq.tools.json.ParseException;

/**
 * The changes of an event as a text: each is its field's letter, or its field and {@code =}, and
 * then the new value, with U+001F between them. What cannot be told apart like this is a JSON
 * object of strings, as all were before version 7 of the schema.
 *
 * <p>An instance reads many of them with one parser, whose buffer is large; only for one thread.
 */
final class ChangesText {
  private static final char BETWEEN = '\u001f';
  private static final char JSON = '{';

  /** The fields that have a letter, from A on. Databases have them: more can only follow. */
  private static final List<String> FIELDS =
      List.of(
          "name",
          "node_kind",
          "project",
          "prompt",
          "blockers",
          "launch",
          "binding",
          "task",
          "status",
          "reason",
          "blocker",
          "base_branch",
          "messages",
          "message",
          "decision",
          "attempts");

  private static final Map<String, Character> LETTERS = new HashMap<>();

  static {
    FIELDS.forEach(field -> LETTERS.put(field, (char) ('A' + LETTERS.size())));
  }

  private final JSONParser parser = new JSONParser();

  static String of(SortedMap<String, String> changes) {
    if (changes.isEmpty()) {
      return "{}";
    }
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> change : changes.entrySet()) {
      if (!isPlain(change.getKey()) || change.getValue().indexOf(BETWEEN) >= 0) {
        return JSONObject.toJSONString(changes);
      }
      if (text.length() > 0) {
        text.append(BETWEEN);
      }
      Character letter = LETTERS.get(change.getKey());
      if (letter == null) {
        text.append(change.getKey()).append('=');
      } else {
        text.append(letter.charValue());
      }
      text.append(change.getValue());
    }
    return text.toString();
  }

  /** Whether a field begins as no letter and no JSON does, and can be told from its value. */
  private static boolean isPlain(String field) {
    return !field.isEmpty()
        && field.charAt(0) >= 'a'
        && field.charAt(0) <= 'z'
        && field.indexOf('=') < 0
        && field.indexOf(BETWEEN) < 0;
  }

  SortedMap<String, String> changes(String text) {
    return text.charAt(0) == JSON ? ofJson(text) : ofPlain(text);
  }

  private static SortedMap<String, String> ofPlain(String text) {
    SortedMap<String, String> changes = new TreeMap<>();
    int from = 0;
    while (from <= text.length()) {
      int end = text.indexOf(BETWEEN, from);
      int to = end < 0 ? text.length() : end;
      put(text.substring(from, to), changes);
      from = to + 1;
    }
    return changes;
  }

  private static void put(String change, SortedMap<String, String> changes) {
    char first = change.charAt(0);
    if (first >= 'A' && first <= 'Z') {
      changes.put(FIELDS.get(first - 'A'), change.substring(1));
    } else {
      int value = change.indexOf('=');
      changes.put(change.substring(0, value), change.substring(value + 1));
    }
  }

  private SortedMap<String, String> ofJson(String text) {
    SortedMap<String, String> changes = new TreeMap<>();
    try {
      ((Map<?, ?>) parser.parse(text))
          .forEach((field, value) -> changes.put((String) field, (String) value));
    } catch (ParseException e) {
      throw new IllegalStateException("the changes of an event are not JSON: " + text, e);
    }
    return changes;
  }
}
