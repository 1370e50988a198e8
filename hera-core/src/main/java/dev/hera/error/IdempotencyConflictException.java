package dev.hera.error;

import dev.hera.vocabulary.Quotation;
import dev.hera.vocabulary.Verb;
import java.util.Map;

/**
 * An idempotency key was used before (V3): with other arguments, or for a call whose answer another
 * version of Hera kept in a form that this one cannot read.
 */
public final class IdempotencyConflictException extends HeraException {
  public IdempotencyConflictException(Verb verb, String key) {
    super(
        ErrorCode.IDEMPOTENCY_CONFLICT,
        "idempotencyKey: "
            + Quotation.of(key)
            + " was already used for "
            + verb
            + " with other arguments; repeat the first arguments or choose a new key",
        Map.of("field", "idempotencyKey", "idempotency_key", key));
  }

  /** The first call was answered, and this version cannot tell how. */
  public static IdempotencyConflictException unreadable(Verb verb, String key) {
    return new IdempotencyConflictException(
        "idempotencyKey: "
            + Quotation.of(key)
            + " was already answered for "
            + verb
            + " by an earlier or later version of Hera, in a form that this one cannot read; nothing"
            + " was done again: look at the present state, and use a new key if more is to be done",
        Map.of("field", "idempotencyKey", "idempotency_key", key, "answered", true));
  }

  /** The refusal as it was told before. */
  public IdempotencyConflictException(String message, Map<String, ?> details) {
    super(ErrorCode.IDEMPOTENCY_CONFLICT, message, details);
  }

  /** Whether the first call was answered in a form that cannot be read, whatever its arguments. */
  public boolean isUnreadable() {
    return Boolean.TRUE.equals(details().get("answered"));
  }

  /** The key that was used twice. */
  public String key() {
    return text("idempotency_key");
  }
}
