package dev.hera.error;

import dev.hera.vocabulary.Quotation;
import java.util.Map;

/** A coordinator cannot be a blocker: it never reports done. */
public final class CoordinatorBlockerException extends HeraException {
  public CoordinatorBlockerException(String field, String name) {
    super(
        ErrorCode.COORDINATOR_BLOCKER,
        field
            + ": "
            + Quotation.of(name)
            + " is a coordinator, which never reports done, so nothing can wait for it; name a worker",
        Map.of("field", field, "role", name));
  }

  /** The refusal as it was told before. */
  public CoordinatorBlockerException(String message, Map<String, ?> details) {
    super(ErrorCode.COORDINATOR_BLOCKER, message, details);
  }
}
