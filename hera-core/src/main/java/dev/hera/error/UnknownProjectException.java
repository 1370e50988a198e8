package dev.hera.error;

import java.util.List;
import java.util.Map;

/** No project was given or can be had, or the launcher does not know it. */
public final class UnknownProjectException extends HeraException {
  public UnknownProjectException(String field, String message, List<String> known) {
    super(
        ErrorCode.UNKNOWN_PROJECT,
        field + ": " + message,
        Map.of("field", field, "projects", List.copyOf(known)));
  }

  /** The refusal as it was told before. */
  public UnknownProjectException(String message, Map<String, ?> details) {
    super(ErrorCode.UNKNOWN_PROJECT, message, details);
  }

  /** The projects that the launcher knows, by name. */
  public List<String> known() {
    return list("projects", String.class);
  }
}
