package dev.hera.error;

import dev.hera.vocabulary.Quotation;
import java.util.Map;

/** A node was made to wait for itself. */
public final class SelfEdgeException extends HeraException {
  public SelfEdgeException(String field, String name) {
    super(
        ErrorCode.SELF_EDGE,
        field + ": " + Quotation.of(name) + " cannot wait for itself; name another blocker",
        Map.of("field", field, "role", name));
  }

  /** The refusal as it was told before. */
  public SelfEdgeException(String message, Map<String, ?> details) {
    super(ErrorCode.SELF_EDGE, message, details);
  }
}
