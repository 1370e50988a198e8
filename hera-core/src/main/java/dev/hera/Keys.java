package dev.hera;

import dev.hera.error.InvalidArgumentException;
import dev.hera.role.Names;

/** Idempotency keys (V3). */
final class Keys {
  /** The longest key, in characters (code points). */
  static final int MAX_LENGTH = 128;

  private Keys() {}

  static String check(String key) {
    Names.requireText("idempotencyKey", key);
    if (key.codePointCount(0, key.length()) > MAX_LENGTH) {
      throw new InvalidArgumentException(
          "idempotencyKey", "has more than " + MAX_LENGTH + " characters; shorten it");
    }
    return key;
  }
}
