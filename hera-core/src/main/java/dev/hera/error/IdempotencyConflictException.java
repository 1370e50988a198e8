package dev.hera.error;

import java.util.Map;

/** An idempotency key was used again with other arguments (V3). */
public final class IdempotencyConflictException extends HeraException {
  private final String key;

  public IdempotencyConflictException(String verb, String key) {
    super(
        ErrorCode.IDEMPOTENCY_CONFLICT,
        "idempotency_key: \""
            + key
            + "\" was already used for "
            + verb
            + " with other arguments; repeat the first arguments or choose a new key",
        Map.of("field", "idempotency_key", "idempotency_key", key));
    this.key = key;
  }

  /** The key that was used twice. */
  public String key() {
    return key;
  }
}
