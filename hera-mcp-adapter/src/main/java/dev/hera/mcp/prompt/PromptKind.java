package dev.hera.mcp.prompt;

import dev.hera.error.InvalidArgumentException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One prompt: what a client is told of it, and its text.
 *
 * @param text with the names of arguments in braces
 */
public record PromptKind(
    String name, String title, String description, List<Argument> arguments, String text) {
  private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

  /**
   * What a user fills in.
   *
   * @param otherwise what stands for it when it is not given; null when it must be
   */
  public record Argument(
      String name, String title, String description, @Nullable String otherwise) {
    public boolean isRequired() {
      return otherwise == null;
    }

    private String in(Map<String, ?> given) {
      String value = given.get(name) == null ? "" : String.valueOf(given.get(name)).strip();
      if (!value.isEmpty()) {
        return value;
      }
      if (otherwise == null) {
        throw new InvalidArgumentException(name, "is required; give " + description);
      }
      return otherwise;
    }
  }

  /**
   * The text with what was given.
   *
   * @throws InvalidArgumentException naming an argument that is missing
   */
  public String filled(@Nullable Map<String, ?> given) {
    Map<String, String> values = new HashMap<>();
    arguments.forEach(
        argument -> values.put(argument.name(), argument.in(given == null ? Map.of() : given)));
    return NAME.matcher(text)
        .replaceAll(name -> Matcher.quoteReplacement(values.get(name.group(1))));
  }
}
