package dev.hera.error;

import java.util.Map;

/** No active task belongs to the caller (V4). */
public final class UnknownCallerException extends HeraException {
  public UnknownCallerException(String message) {
    super(ErrorCode.UNKNOWN_CALLER, message, Map.of());
  }

  /** The refusal as it was told before. */
  public UnknownCallerException(String message, Map<String, ?> details) {
    super(ErrorCode.UNKNOWN_CALLER, message, details);
  }
}
