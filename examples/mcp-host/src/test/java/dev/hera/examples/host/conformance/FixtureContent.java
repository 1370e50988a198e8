package dev.hera.examples.host.conformance;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the conformance suite wants to find, as JSON, which either era of the SDK reads. */
final class FixtureContent {
  static final McpJsonMapper JSON = McpJsonDefaults.getMapper();

  private static final Pattern DATA = Pattern.compile("test://template/(\\w+)/data");

  private final Map<String, Object> all;

  private FixtureContent(Map<String, Object> all) {
    this.all = all;
  }

  static FixtureContent load() {
    try (InputStream file = FixtureContent.class.getResourceAsStream("/conformance/fixture.json")) {
      String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
      return new FixtureContent(JSON.readValue(text, new TypeRef<Map<String, Object>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Entry> list(String name) {
    List<Map<String, Object>> entries =
        JSON.convertValue(all.get(name), new TypeRef<List<Map<String, Object>>>() {});
    return entries.stream().map(Entry::new).toList();
  }

  Entry template() {
    return new Entry(map(all.get("template")));
  }

  /** What is read under a URI, if there is anything. */
  Optional<Map<String, Object>> contents(String uri) {
    Matcher matcher = DATA.matcher(uri);
    Map<String, Object> id = matcher.matches() ? Map.of("id", matcher.group(1)) : Map.of();
    return Stream.concat(list("resources").stream(), Stream.of(template()))
        .map(entry -> entry.filled("contents", id, Map.class))
        .filter(contents -> contents.get("uri").equals(uri))
        .findAny()
        .map(contents -> Map.of("contents", List.of(contents)));
  }

  static Map<String, Object> map(Object value) {
    return JSON.convertValue(value, new TypeRef<Map<String, Object>>() {});
  }

  static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One tool, prompt or resource. */
  record Entry(Map<String, Object> fields) {

    boolean has(String field) {
      return fields.containsKey(field);
    }

    Object get(String field) {
      return Objects.requireNonNull(fields.get(field), field);
    }

    <T> T definition(Class<T> type) {
      return as("definition", type);
    }

    <T> T as(String field, Class<T> type) {
      return JSON.convertValue(get(field), type);
    }

    /** With arguments put in place of their names in braces. */
    <T> T filled(String field, Map<String, ?> arguments, Class<T> type) {
      String text = text(get(field));
      for (Map.Entry<String, ?> argument : arguments.entrySet()) {
        text = text.replace("{" + argument.getKey() + "}", String.valueOf(argument.getValue()));
      }
      try {
        return JSON.readValue(text, type);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** What a tool asks a client for, by the round in which it does. */
    List<Map<String, Object>> rounds() {
      return JSON.convertValue(get("rounds"), new TypeRef<List<Map<String, Object>>>() {});
    }
  }

  /** The same map with another value. */
  static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(map);
    more.put(key, value);
    return more;
  }
}
