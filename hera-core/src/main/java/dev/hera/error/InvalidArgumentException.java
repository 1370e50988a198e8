package dev.hera.error;

import java.util.Map;

/** An argument is missing, malformed or does not fit the others (V2). */
public final class InvalidArgumentException extends HeraException {
  /**
   * @param field the path of the argument, for instance {@code nodes[2].prompt}
   * @param problem what is wrong with it and what would be right
   */
  public InvalidArgumentException(String field, String problem) {
    super(ErrorCode.INVALID_ARGUMENT, field + ": " + problem, Map.of("field", field));
  }

  /** The refusal as it was told before. */
  public InvalidArgumentException(String message, Map<String, ?> details) {
    super(ErrorCode.INVALID_ARGUMENT, message, details);
  }

  /** The path of the argument. */
  public String field() {
    return text("field");
  }
}
