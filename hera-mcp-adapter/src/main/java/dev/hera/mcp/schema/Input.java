package dev.hera.mcp.schema;

import dev.hera.error.InvalidArgumentException;
import dev.hera.error.InvalidStatusException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of known properties and no others: the arguments of a tool, or an item of a list. */
public record Input(List<Parameter<?>> parameters) implements Shape<Arguments> {

  public static Input of(Parameter<?>... parameters) {
    return new Input(List.of(parameters));
  }

  @Override
  public Map<String, Object> schema() {
    Map<String, Object> properties = new LinkedHashMap<>();
    parameters.forEach(parameter -> properties.put(parameter.name(), parameter.schema()));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    List<String> required =
        parameters.stream().filter(Parameter::required).map(Parameter::name).toList();
    if (!required.isEmpty()) {
      schema.put("required", required);
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  @Override
  public Arguments read(String path, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> given)) {
      throw new InvalidArgumentException(path, "is not a JSON object; give " + names());
    }
    Arguments arguments = new Arguments(path, given);
    refuseUnknown(arguments);
    check(arguments);
    return arguments;
  }

  private void refuseUnknown(Arguments arguments) {
    List<String> known = parameters.stream().map(Parameter::name).toList();
    for (Object name : arguments.given().keySet()) {
      if (!known.contains(name)) {
        throw new InvalidArgumentException(
            arguments.path(String.valueOf(name)), "is no known parameter; known are " + names());
      }
    }
  }

  /** The text of a status is judged last: first everything has the right form. */
  private void check(Arguments arguments) {
    InvalidStatusException refusal = null;
    for (Parameter<?> parameter : parameters) {
      try {
        arguments.check(parameter);
      } catch (InvalidStatusException e) {
        refusal = e;
      }
    }
    if (refusal != null) {
      throw refusal;
    }
  }

  private String names() {
    return String.join(", ", parameters.stream().map(Parameter::name).toList());
  }
}
