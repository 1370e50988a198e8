package dev.hera.mcp.schema;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a result: their schema, and how they are written. Immutable: each method gives an
 * output of one more field. The schema describes the fields that every result has, and neither
 * those that may be absent nor those of rows, because each agent pays for the whole list of tools
 * (A2).
 *
 * @param <R> the facade's result
 */
public final class Output<R> {
  private record Field<R>(
      String name,
      @Nullable Map<String, Object> schema,
      Function<R, @Nullable Object> value,
      boolean writtenWhenNull) {}

  private final List<Field<R>> fields;

  private Output(List<Field<R>> fields) {
    this.fields = List.copyOf(fields);
  }

  public static <R> Output<R> empty() {
    return new Output<>(List.of());
  }

  public Output<R> text(String name, Function<R, String> value) {
    return with(name, type("string"), value::apply);
  }

  public Output<R> textOrNull(String name, Function<R, @Nullable String> value) {
    return withPerhaps(name, value::apply);
  }

  /** A text that is left out when there is none. */
  public Output<R> textIfAny(String name, Function<R, @Nullable String> value) {
    return perhaps(name, value::apply);
  }

  public Output<R> number(String name, Function<R, Number> value) {
    return with(name, type("integer"), value::apply);
  }

  public Output<R> numberOrNull(String name, Function<R, @Nullable Number> value) {
    return withPerhaps(name, value::apply);
  }

  public Output<R> flag(String name, Function<R, Boolean> value) {
    return with(name, type("boolean"), value::apply);
  }

  /** An instant, as ISO-8601 in UTC. */
  public Output<R> instant(String name, Function<R, Instant> value) {
    return with(name, type("string"), result -> value.apply(result).toString());
  }

  public Output<R> instantOrNull(String name, Function<R, @Nullable Instant> value) {
    return withPerhaps(
        name,
        result -> {
          Instant instant = value.apply(result);
          return instant == null ? null : instant.toString();
        });
  }

  /** An object of integers whose names depend on the result. */
  public Output<R> numbers(String name, Function<R, Map<String, Integer>> value) {
    return with(name, type("object"), value::apply);
  }

  public Output<R> texts(String name, Function<R, ? extends Collection<String>> value) {
    return with(name, type("array"), result -> List.copyOf(value.apply(result)));
  }

  public <I> Output<R> list(String name, Output<I> item, Function<R, List<I>> value) {
    return rows(name, result -> value.apply(result).stream().map(item::row).toList());
  }

  /** A list that is left out when it is empty. */
  public Output<R> textsIfAny(String name, Function<R, ? extends Collection<String>> value) {
    return perhaps(
        name,
        result -> {
          Collection<String> texts = value.apply(result);
          return texts.isEmpty() ? null : List.copyOf(texts);
        });
  }

  /** A list that is left out when it is empty. */
  public <I> Output<R> listIfAny(String name, Output<I> item, Function<R, List<I>> value) {
    return perhaps(
        name,
        result -> {
          List<I> found = value.apply(result);
          return found.isEmpty() ? null : found.stream().map(item::row).toList();
        });
  }

  /** An object of its own that is left out when there is none. */
  public <I> Output<R> objectIfAny(String name, Output<I> item, Function<R, @Nullable I> value) {
    return perhaps(
        name,
        result -> {
          I found = value.apply(result);
          return found == null ? null : item.row(found);
        });
  }

  /** An object of its own, or null. */
  public <I> Output<R> objectOrNull(String name, Output<I> item, Function<R, @Nullable I> value) {
    return withPerhaps(
        name,
        result -> {
          I found = value.apply(result);
          return found == null ? null : item.row(found);
        });
  }

  /** A list whose rows are like an item, or tell why they are not. */
  public Output<R> rows(String name, Function<R, List<Map<String, @Nullable Object>>> value) {
    return with(name, type("array"), value::apply);
  }

  private Output<R> with(
      String name, Map<String, Object> schema, Function<R, @Nullable Object> value) {
    return with(new Field<>(name, schema, value, true));
  }

  private Output<R> withPerhaps(String name, Function<R, @Nullable Object> value) {
    return with(new Field<>(name, null, value, true));
  }

  private Output<R> perhaps(String name, Function<R, @Nullable Object> value) {
    return with(new Field<>(name, null, value, false));
  }

  private Output<R> with(Field<R> field) {
    List<Field<R>> more = new ArrayList<>(fields);
    more.add(field);
    return new Output<>(more);
  }

  /** The tool's output schema: nothing required and an error, so that it admits a refusal (A2). */
  public Map<String, Object> toolSchema() {
    Map<String, Object> properties = new LinkedHashMap<>(properties());
    properties.put("error", type("object"));
    return sorted("type", "object", "properties", properties);
  }

  /**
   * The fields of a result. An absent value is left out: each field has one type in the schema,
   * since not every client knows a list of types.
   */
  public Map<String, @Nullable Object> write(R result) {
    Map<String, @Nullable Object> written = row(result);
    written.values().removeIf(Objects::isNull);
    return written;
  }

  /** The fields of a row, which no schema describes; an absent value is null. */
  public Map<String, @Nullable Object> row(R result) {
    Map<String, @Nullable Object> written = new LinkedHashMap<>();
    for (Field<R> field : fields) {
      Object value = field.value().apply(result);
      if (value != null || field.writtenWhenNull()) {
        written.put(field.name(), value);
      }
    }
    return written;
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Field<R> field : fields) {
      if (field.schema() != null) {
        properties.put(field.name(), field.schema());
      }
    }
    return properties;
  }

  private static Map<String, Object> type(String type) {
    return Map.of("type", type);
  }

  private static Map<String, Object> sorted(Object... namesAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return map;
  }
}
