package dev.hera.error;

import java.util.Map;

/** Another live binding holds the place that a repair would need. */
public final class SlotTakenException extends HeraException {
  public SlotTakenException(String message) {
    super(ErrorCode.SLOT_TAKEN, message, Map.of());
  }

  /** The refusal as it was told before. */
  public SlotTakenException(String message, Map<String, ?> details) {
    super(ErrorCode.SLOT_TAKEN, message, details);
  }
}
