package dev.hera.error;

import dev.hera.vocabulary.Quotation;
import dev.hera.vocabulary.Verb;
import java.util.Map;

/** The orchestrator already has a live coordinator (M4). */
public final class CoordinatorExistsException extends HeraException {
  public CoordinatorExistsException(String orchestrator, String coordinator) {
    super(
        ErrorCode.COORDINATOR_EXISTS,
        "orchestrator "
            + Quotation.of(orchestrator)
            + " is coordinated by "
            + Quotation.of(coordinator)
            + "; join it with "
            + Verb.JOIN
            + " or choose another name",
        Map.of("orchestrator", orchestrator, "coordinator", coordinator));
  }

  /** The refusal as it was told before. */
  public CoordinatorExistsException(String message, Map<String, ?> details) {
    super(ErrorCode.COORDINATOR_EXISTS, message, details);
  }

  /** The live coordinator's name. */
  public String coordinator() {
    return text("coordinator");
  }
}
