package dev.hera.error;

import dev.hera.vocabulary.Quotation;
import java.util.List;
import java.util.Map;

/** A status is none of the five values (M15). */
public final class InvalidStatusException extends HeraException {
  /**
   * @param allowed the statuses that there are
   */
  public InvalidStatusException(String given, List<String> allowed) {
    super(
        ErrorCode.INVALID_STATUS,
        "status: "
            + Quotation.of(given)
            + " is no status; use one of "
            + String.join(", ", allowed),
        Map.of("field", "status", "allowed", List.copyOf(allowed)));
  }

  /** The refusal as it was told before. */
  public InvalidStatusException(String message, Map<String, ?> details) {
    super(ErrorCode.INVALID_STATUS, message, details);
  }
}
