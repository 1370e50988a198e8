package dev.hera.mcp.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.error.HeraException;
import dev.hera.mcp.schema.ChoiceShape;
import dev.hera.mcp.schema.Input;
import dev.hera.mcp.schema.IntegerShape;
import dev.hera.mcp.schema.ListShape;
import dev.hera.mcp.schema.Parameter;
import dev.hera.mcp.schema.Shape;
import dev.hera.mcp.schema.StatusShape;
import dev.hera.mcp.schema.TextShape;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the schema refuses, Hera refuses, and nothing else but what the schema cannot say (A2). */
class InputTest {
  private static final int MUTATIONS = 400;
  private static final McpJsonMapper JSON = McpJsonDefaults.getMapper();
  private static final JsonSchemaValidator SCHEMAS = McpJsonDefaults.getSchemaValidator();

  /** JSON values that stand, in turn, where something else should. */
  private static final List<String> ODD =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1",
          "121",
          "1.9",
          "9223372036854775807",
          "\"1\"",
          "\"worker\"",
          "\"done\"",
          "\"DONE\"",
          "\"" + "x".repeat(129) + "\"",
          "[]",
          "[1]",
          "[\"1\"]",
          "[null]",
          "[{}]",
          "[{\"name\": \"a\", \"prompt\": \"p\"}]",
          "{}",
          "{\"name\": \"a\"}");

  /** What Hera refuses although a schema cannot: said twice nowhere, so listed here. */
  private static final List<String> STRICTER =
      List.of("1.0", "1e2", "9223372036854775808", "\"\"", "\" \"", "\"a\\u0000b\"", "\"\\ud800\"");

  static Stream<ToolDefinition<?>> verbs() {
    return ToolList.ALL.stream();
  }

  /** Arguments with every parameter of the tool, all right. */
  static Map<String, Object> whole(Input input) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    input
        .parameters()
        .forEach(parameter -> arguments.put(parameter.name(), example(parameter.shape())));
    return arguments;
  }

  private static Object example(Shape<?> shape) {
    if (shape instanceof IntegerShape) {
      return 1;
    }
    if (shape instanceof StatusShape) {
      return "done";
    }
    if (shape instanceof ChoiceShape<?> choice) {
      return choice.values().keySet().iterator().next();
    }
    if (shape instanceof ListShape<?> items) {
      return new ArrayList<>(List.of(example(items.item()), example(items.item())));
    }
    return shape instanceof Input input ? whole(input) : "text";
  }

  private static boolean admittedBySchema(Input input, Map<String, Object> arguments) {
    return SCHEMAS.validate(input.schema(), arguments).valid();
  }

  private static boolean admittedByHera(Input input, Map<String, Object> arguments) {
    try {
      input.read("", arguments);
      return true;
    } catch (HeraException e) {
      assertThat(e.details()).containsKey("field");
      return false;
    }
  }

  private static Object parse(String json) {
    try {
      return JSON.readValue("{\"v\":" + json + "}", new TypeRef<Map<String, Object>>() {}).get("v");
    } catch (IOException e) {
      throw new IllegalStateException(json, e);
    }
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void admits_arguments_that_are_right(ToolDefinition<?> verb) {
    Map<String, Object> whole = whole(verb.input());
    assertThat(admittedBySchema(verb.input(), whole)).isTrue();
    assertThat(admittedByHera(verb.input(), whole)).isTrue();
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void agrees_with_the_schema_on_each_odd_value_of_each_parameter(ToolDefinition<?> verb) {
    for (Parameter<?> parameter : verb.input().parameters()) {
      for (String odd : ODD) {
        Map<String, Object> arguments = whole(verb.input());
        arguments.put(parameter.name(), parse(odd));
        requireAgreement(verb, arguments);
      }
    }
  }

  @Test
  void the_comparison_notices_a_reader_that_is_too_lenient() {
    Shape<String> lenient =
        new Shape<>() {
          @Override
          public Map<String, Object> schema() {
            return TextShape.ANY.schema();
          }

          @Override
          public String read(String path, Object value) {
            return String.valueOf(value);
          }
        };
    Input input = Input.of(Parameter.required("text", lenient, ""));
    Map<String, Object> arguments = Map.of("text", 1);
    assertThat(admittedByHera(input, arguments)).isTrue();
    assertThat(admittedBySchema(input, arguments)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void agrees_with_the_schema_on_each_missing_and_each_unknown_parameter(ToolDefinition<?> verb) {
    for (Parameter<?> parameter : verb.input().parameters()) {
      Map<String, Object> arguments = whole(verb.input());
      arguments.remove(parameter.name());
      requireAgreement(verb, arguments);
      arguments.put(parameter.name() + "s", "text");
      assertThat(admittedByHera(verb.input(), arguments)).isFalse();
      requireAgreement(verb, arguments);
    }
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void agrees_with_the_schema_on_random_mutations(ToolDefinition<?> verb) {
    Random random = new Random(7);
    for (int i = 0; i < MUTATIONS; i++) {
      Map<String, Object> arguments = whole(verb.input());
      for (int n = random.nextInt(3); n >= 0; n--) {
        mutate(arguments, random);
      }
      requireAgreement(verb, arguments);
    }
  }

  private static void requireAgreement(ToolDefinition<?> verb, Map<String, Object> arguments) {
    assertThat(admittedByHera(verb.input(), arguments))
        .as("%s %s", verb.outline().name(), arguments)
        .isEqualTo(admittedBySchema(verb.input(), arguments));
  }

  @SuppressWarnings("unchecked")
  private static void mutate(Object place, Random random) {
    if (place instanceof Map<?, ?> map && !map.isEmpty()) {
      mutateMap((Map<String, Object>) map, random);
    } else if (place instanceof List<?> list && !list.isEmpty()) {
      mutateList((List<Object>) list, random);
    }
  }

  private static void mutateMap(Map<String, Object> map, Random random) {
    String name = List.copyOf(map.keySet()).get(random.nextInt(map.size()));
    switch (random.nextInt(4)) {
      case 0 -> map.remove(name);
      case 1 -> map.put(odd(random), odd(random));
      case 2 -> map.put(name, parse(odd(random)));
      default -> mutate(map.get(name), random);
    }
  }

  private static void mutateList(List<Object> list, Random random) {
    int index = random.nextInt(list.size());
    switch (random.nextInt(3)) {
      case 0 -> list.clear();
      case 1 -> list.set(index, parse(odd(random)));
      default -> mutate(list.get(index), random);
    }
  }

  private static String odd(Random random) {
    return ODD.get(random.nextInt(ODD.size()));
  }

  @Test
  void refuses_what_a_schema_cannot_say() {
    Input input =
        Input.of(
            Parameter.optional("text", TextShape.FILLED, ""),
            Parameter.optional("n", IntegerShape.ANY, ""));
    for (String json : STRICTER) {
      String name = json.startsWith("\"") ? "text" : "n";
      Map<String, Object> arguments = Map.of(name, parse(json));
      assertThat(admittedBySchema(input, arguments)).as(json).isTrue();
      assertThat(admittedByHera(input, arguments)).as(json).isFalse();
    }
  }
}
