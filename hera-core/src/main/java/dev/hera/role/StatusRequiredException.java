package dev.hera.role;

import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import java.util.Map;

/** A worker or freelancer sent a message without a status (V10). */
public final class StatusRequiredException extends HeraException {
  public StatusRequiredException() {
    super(
        ErrorCode.STATUS_REQUIRED,
        "status: every message of a worker or freelancer carries a status; send it again with one of "
            + String.join(", ", Status.wires()),
        Map.of("field", "status", "allowed", Status.wires()));
  }

  /** The refusal as it was told before. */
  public StatusRequiredException(String message, Map<String, ?> details) {
    super(ErrorCode.STATUS_REQUIRED, message, details);
  }
}
