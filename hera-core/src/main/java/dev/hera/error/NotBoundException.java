package dev.hera.error;

import java.util.Map;

/** The caller has no live binding there (V5). */
public final class NotBoundException extends HeraException {
  public NotBoundException(String message) {
    super(ErrorCode.NOT_BOUND, message, Map.of());
  }

  /** The refusal as it was told before. */
  public NotBoundException(String message, Map<String, ?> details) {
    super(ErrorCode.NOT_BOUND, message, details);
  }
}
