package dev.hera.role;

import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import java.util.Map;

/** A status is none of the five values (M15). */
public final class InvalidStatusException extends HeraException {
  public InvalidStatusException(String given) {
    super(
        ErrorCode.INVALID_STATUS,
        "status: \"" + given + "\" is no status; use one of " + String.join(", ", Status.wires()),
        Map.of("field", "status", "allowed", Status.wires()));
  }

  /** The refusal as it was told before. */
  public InvalidStatusException(String message, Map<String, ?> details) {
    super(ErrorCode.INVALID_STATUS, message, details);
  }
}
