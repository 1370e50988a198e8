package dev.hera.mcp.person;

import java.util.List;
import java.util.Map;

/**
 * What the person behind a client is asked before a call goes on, and never the model: the answer
 * is no argument of the tool.
 *
 * @param subject what exactly it is asked of; comes back with the answer
 * @param choices of which the person takes one
 */
public record Question(String subject, String text, List<String> choices) {
  /** The one field of the form. */
  public static final String CHOICE = "decision";

  /** The form that the client shows. */
  public Map<String, Object> form() {
    return Map.of(
        "type",
        "object",
        "properties",
        Map.of(CHOICE, Map.of("type", "string", "title", "Decision", "enum", choices)),
        "required",
        List.of(CHOICE));
  }
}
