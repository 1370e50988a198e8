package dev.hera.error;

import java.util.List;
import java.util.Map;

/** A worker or freelancer sent a message without a status (V10). */
public final class StatusRequiredException extends HeraException {
  /**
   * @param allowed the statuses that there are
   */
  public StatusRequiredException(List<String> allowed) {
    super(
        ErrorCode.STATUS_REQUIRED,
        "status: every message of a worker or freelancer carries a status; send it again with one of "
            + String.join(", ", allowed),
        Map.of("field", "status", "allowed", List.copyOf(allowed)));
  }

  /** The refusal as it was told before. */
  public StatusRequiredException(String message, Map<String, ?> details) {
    super(ErrorCode.STATUS_REQUIRED, message, details);
  }
}
