package dev.hera.error;

import dev.hera.vocabulary.Quotation;
import java.util.Map;

/** A role wrote to itself (M22). */
public final class SelfSendException extends HeraException {
  public SelfSendException(String roleName) {
    super(
        ErrorCode.SELF_SEND,
        "to: " + Quotation.of(roleName) + " is your own role; name another one",
        Map.of("field", "to", "role", roleName));
  }

  /** The refusal as it was told before. */
  public SelfSendException(String message, Map<String, ?> details) {
    super(ErrorCode.SELF_SEND, message, details);
  }
}
