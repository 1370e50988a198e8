package dev.hera.error;

import java.util.Map;

/** The caller may not do this (V6, V7). */
public final class ForbiddenException extends HeraException {
  public ForbiddenException(String message) {
    super(ErrorCode.FORBIDDEN, message, Map.of());
  }

  /** The refusal as it was told before. */
  public ForbiddenException(String message, Map<String, ?> details) {
    super(ErrorCode.FORBIDDEN, message, details);
  }
}
