package dev.hera.plan;

import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import java.util.List;
import java.util.Map;

/** No project was given or can be had, or the launcher does not know it. */
public final class UnknownProjectException extends HeraException {
  private final List<String> known;

  public UnknownProjectException(String field, String message, List<String> known) {
    super(
        ErrorCode.UNKNOWN_PROJECT,
        field + ": " + message,
        Map.of("field", field, "projects", List.copyOf(known)));
    this.known = List.copyOf(known);
  }

  /** The projects that the launcher knows, by name. */
  public List<String> known() {
    return known;
  }
}
