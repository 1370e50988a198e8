package dev.hera.error;

import dev.hera.vocabulary.Quotation;
import dev.hera.vocabulary.Verb;
import java.util.Map;

/** The caller already has a live binding there (M13). */
public final class AlreadyBoundException extends HeraException {
  public AlreadyBoundException(String orchestrator, long bindingId) {
    super(
        ErrorCode.ALREADY_BOUND,
        "you are already bound in orchestrator "
            + Quotation.of(orchestrator)
            + " (binding "
            + bindingId
            + "); call "
            + Verb.MEMBERSHIP
            + " to see your role",
        Map.of("orchestrator", orchestrator, "binding_id", bindingId));
  }

  /** The refusal as it was told before. */
  public AlreadyBoundException(String message, Map<String, ?> details) {
    super(ErrorCode.ALREADY_BOUND, message, details);
  }

  /** The id of the live binding. */
  public long bindingId() {
    return details().get("binding_id") instanceof Long id ? id : 0;
  }
}
