package dev.hera.error;

import dev.hera.vocabulary.Quotation;
import java.util.Map;

/** The caller is bound in another orchestrator and may not hold both places. */
public final class BoundElsewhereException extends HeraException {
  public BoundElsewhereException(String orchestrator, String next) {
    super(
        ErrorCode.BOUND_ELSEWHERE,
        "you are already bound in orchestrator " + Quotation.of(orchestrator) + "; " + next,
        Map.of("orchestrator", orchestrator));
  }

  /** The refusal as it was told before. */
  public BoundElsewhereException(String message, Map<String, ?> details) {
    super(ErrorCode.BOUND_ELSEWHERE, message, details);
  }

  /** Where the caller is bound. */
  public String orchestrator() {
    return text("orchestrator");
  }
}
