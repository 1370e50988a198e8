package dev.hera.mcp.schema;

import dev.hera.error.InvalidArgumentException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call, or the properties of one object in them.
 *
 * @param path where the object stands in the arguments; empty for the arguments themselves
 * @param given name to value, as JSON has them
 */
public record Arguments(String path, Map<?, ?> given) {

  /** Whether a value was given. */
  public boolean has(Parameter<?> parameter) {
    return given.containsKey(parameter.name());
  }

  /**
   * The value of a parameter that must be there.
   *
   * @throws InvalidArgumentException naming it when it is missing
   */
  public <T> T get(Parameter<T> parameter) {
    String where = path(parameter.name());
    if (!has(parameter)) {
      throw new InvalidArgumentException(where, "is required; give it");
    }
    return parameter.shape().read(where, given.get(parameter.name()));
  }

  /** The value of a parameter, or null when none was given. */
  public <T> @Nullable T find(Parameter<T> parameter) {
    return has(parameter) ? get(parameter) : null;
  }

  /** The value of a parameter, or another one when none was given. */
  public <T> T find(Parameter<T> parameter, T otherwise) {
    return has(parameter) ? get(parameter) : otherwise;
  }

  /** Refuses a value of the wrong form, and a required one that is missing. */
  void check(Parameter<?> parameter) {
    if (parameter.required() || has(parameter)) {
      get(parameter);
    }
  }

  /** The path of a property. */
  String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
