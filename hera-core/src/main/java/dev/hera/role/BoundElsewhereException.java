package dev.hera.role;

import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import java.util.Map;

/** The caller is bound in another orchestrator and may not hold both places. */
public final class BoundElsewhereException extends HeraException {
  private final String orchestrator;

  public BoundElsewhereException(String orchestrator, String next) {
    super(
        ErrorCode.BOUND_ELSEWHERE,
        "you are already bound in orchestrator \"" + orchestrator + "\"; " + next,
        Map.of("orchestrator", orchestrator));
    this.orchestrator = orchestrator;
  }

  /** Where the caller is bound. */
  public String orchestrator() {
    return orchestrator;
  }
}
