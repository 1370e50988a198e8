package dev.hera.work;

import dev.hera.plan.LaunchKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes tokens and keys, and their hashes (H4). */
public final class Secrets {
  private static final int TOKEN_BYTES = 32;
  private static final int KEY_BYTES = 12;

  private Secrets() {}

  /** A worker's token: 256 random bits in lower-case hexadecimal. */
  public static String token(RandomGenerator random) {
    return hex(random, TOKEN_BYTES);
  }

  /** A launch's key, unlike that of any other launch. */
  public static LaunchKey launchKey(RandomGenerator random) {
    return new LaunchKey("hera-" + hex(random, KEY_BYTES));
  }

  private static String hex(RandomGenerator random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal. */
  public static String sha256(String text) {
    return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
