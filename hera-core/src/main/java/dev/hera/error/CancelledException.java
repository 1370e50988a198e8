package dev.hera.error;

import dev.hera.vocabulary.Quotation;
import java.util.Map;

/** The node is cancelled. */
public final class CancelledException extends HeraException {
  public CancelledException(String name) {
    super(
        ErrorCode.CANCELLED,
        "name: " + Quotation.of(name) + " is cancelled and never starts; plan a new node instead",
        Map.of("field", "name", "name", name));
  }

  /** The refusal as it was told before. */
  public CancelledException(String message, Map<String, ?> details) {
    super(ErrorCode.CANCELLED, message, details);
  }
}
