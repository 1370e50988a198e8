package dev.hera.error;

import java.util.Map;

/** The caller's epoch has ended: another worker may hold its place now (G25). */
public final class FencedException extends HeraException {
  public FencedException(String message) {
    super(ErrorCode.FENCED, message, Map.of());
  }

  /** The refusal as it was told before. */
  public FencedException(String message, Map<String, ?> details) {
    super(ErrorCode.FENCED, message, details);
  }
}
