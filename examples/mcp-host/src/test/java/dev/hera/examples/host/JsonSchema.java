package dev.hera.examples.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The part of JSON Schema that the description of the HTTP interface uses. */
final class JsonSchema {
  private final JsonNode document;
  private final List<String> problems = new ArrayList<>();

  private JsonSchema(JsonNode document) {
    this.document = document;
  }

  /** What does not fit; empty when all does. */
  static List<String> problems(JsonNode document, JsonNode schema, JsonNode value) {
    JsonSchema check = new JsonSchema(document);
    check.check("$", schema, value);
    return check.problems;
  }

  private void check(String path, JsonNode schema, JsonNode value) {
    if (schema.has("$ref")) {
      check(path, document.at(schema.path("$ref").stringValue().substring(1)), value);
    } else if (schema.has("oneOf")) {
      boolean isNull = value.isNull();
      check(path, schema.path("oneOf").path(isNull ? 1 : 0), value);
    } else if (!types(schema).contains(type(value))) {
      problems.add(path + " is " + type(value) + ", not " + types(schema));
    } else if (schema.has("enum") && !schema.path("enum").valueStream().toList().contains(value)) {
      problems.add(path + " is " + value);
    } else if (value.isArray()) {
      int index = 0;
      for (JsonNode item : value) {
        check(path + "[" + index++ + "]", schema.path("items"), item);
      }
    } else if (value.isObject()) {
      checkObject(path, schema, value);
    }
  }

  private void checkObject(String path, JsonNode schema, JsonNode value) {
    Set<String> missing = new TreeSet<>();
    schema.path("required").valueStream().forEach(name -> missing.add(name.stringValue()));
    missing.removeAll(value.propertyNames());
    missing.forEach(name -> problems.add(path + " lacks " + name));
    value
        .propertyStream()
        .forEach(
            entry -> {
              JsonNode known = schema.path("properties").path(entry.getKey());
              JsonNode other = schema.path("additionalProperties");
              if (!known.isMissingNode()) {
                check(path + "." + entry.getKey(), known, entry.getValue());
              } else if (other.isObject()) {
                check(path + "." + entry.getKey(), other, entry.getValue());
              } else if (other.isBoolean()) {
                problems.add(path + " has " + entry.getKey());
              }
            });
  }

  private static Set<String> types(JsonNode schema) {
    Set<String> types = new TreeSet<>();
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      type.valueStream().forEach(one -> types.add(one.stringValue()));
    } else {
      types.add(type.stringValue());
    }
    return types;
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case ARRAY -> "array";
      case OBJECT -> "object";
      case NULL -> "null";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      default -> "nothing";
    };
  }
}
