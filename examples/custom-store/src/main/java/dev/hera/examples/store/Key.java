package dev.hera.examples.store;

import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Makes keys of sorted maps, such that keys are in the order of their parts, and the keys that
 * begin with the same parts begin with the same characters.
 */
final class Key {
  private Key() {}

  static String of(@Nullable Object... parts) {
    StringBuilder key = new StringBuilder();
    for (Object part : parts) {
      key.append(part(part));
    }
    return key.toString();
  }

  private static String part(@Nullable Object part) {
    if (part instanceof Long number) {
      return number(number);
    }
    if (part instanceof Instant instant) {
      return number(instant.toEpochMilli());
    }
    // With the length before it, no text can be taken for another one and the part after it.
    String text = String.valueOf(part);
    return number(text.length()) + text;
  }

  /** Sixteen digits; with the sign turned round, negative numbers come before the others. */
  private static String number(long number) {
    return HexFormat.of().toHexDigits(number ^ Long.MIN_VALUE);
  }

  /** The number that a key begins with, after {@code skipped} others. */
  static long number(String key, int skipped) {
    return Long.parseUnsignedLong(key.substring(16 * skipped, 16 * skipped + 16), 16)
        ^ Long.MIN_VALUE;
  }
}
