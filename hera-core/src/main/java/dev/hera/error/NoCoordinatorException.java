package dev.hera.error;

import dev.hera.vocabulary.Quotation;
import java.util.Map;

/** The orchestrator has no coordinator to write to (V11). */
public final class NoCoordinatorException extends HeraException {
  public NoCoordinatorException(String orchestrator) {
    super(
        ErrorCode.NO_COORDINATOR,
        "to: orchestrator "
            + Quotation.of(orchestrator)
            + " has no coordinator; name the role you write to",
        Map.of("orchestrator", orchestrator));
  }

  /** The refusal as it was told before. */
  public NoCoordinatorException(String message, Map<String, ?> details) {
    super(ErrorCode.NO_COORDINATOR, message, details);
  }
}
