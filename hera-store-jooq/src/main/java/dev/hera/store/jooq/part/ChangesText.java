package dev.hera.store.jooq.part;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jooq.tools.json.JSONObject;
import org.jooq.tools.json.JSONParser;
import org.jooq.tools.json.ParseException;

/**
 * The changes of an event as a JSON object of strings. An instance reads many of them with one
 * parser, whose buffer is large; only for one thread.
 */
final class ChangesText {
  private final JSONParser parser = new JSONParser();

  static String of(SortedMap<String, String> changes) {
    return changes.isEmpty() ? "{}" : JSONObject.toJSONString(changes);
  }

  SortedMap<String, String> changes(String text) {
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
