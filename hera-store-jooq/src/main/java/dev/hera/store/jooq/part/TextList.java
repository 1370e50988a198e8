package dev.hera.store.jooq.part;

import java.util.ArrayList;
import java.util.List;
import org.jooq.tools.json.JSONArray;
import org.jooq.tools.json.JSONParser;
import org.jooq.tools.json.ParseException;

/** A list of texts in a column, as a JSON array. */
final class TextList {
  private TextList() {}

  static String of(List<String> texts) {
    return JSONArray.toJSONString(texts);
  }

  static List<String> texts(String column) {
    List<String> texts = new ArrayList<>();
    try {
      ((List<?>) new JSONParser().parse(column)).forEach(text -> texts.add((String) text));
    } catch (ParseException e) {
      throw new IllegalStateException("a list of texts is not JSON: " + column, e);
    }
    return texts;
  }
}
