package dev.hera.examples.host.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Lets people look (W10): a code, good once and for ten minutes, is exchanged for the value of a
 * cookie that reads only. A cookie is sealed with what only the operator's hosts know, so that a
 * host that was restarted knows it. Thread-safe.
 */
public final class Viewers {
  /** How long a code may be used. */
  public static final Duration CODE_LIMIT = Duration.ofMinutes(10);

  /** How long a cookie is good. */
  static final Duration COOKIE_LIMIT = Duration.ofDays(7);

  private static final int MOST_CODES = 100;
  private static final int BYTES = 32;
  private static final int LONGEST = 256;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  /** When each code ends, by its hash, the oldest first. */
  private final Map<String, Instant> codes = new LinkedHashMap<>();

  Viewers(byte[] secret, Clock clock) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
    this.clock = clock;
  }

  /** A new code. Of many that nobody used, the oldest are forgotten. */
  public synchronized String newCode() {
    String code = fresh();
    codes.put(seal("code " + code), clock.instant().plus(CODE_LIMIT));
    if (codes.size() > MOST_CODES) {
      Iterator<String> oldest = codes.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    return code;
  }

  /** The cookie's value for a code, which is then used up; empty for any other text. */
  public synchronized Optional<String> exchange(String code) {
    Instant end = code.length() > LONGEST ? null : codes.remove(seal("code " + code));
    if (end == null || !clock.instant().isBefore(end)) {
      return Optional.empty();
    }
    String name = clock.instant().plus(COOKIE_LIMIT).getEpochSecond() + "." + fresh();
    return Optional.of(name + "." + seal("view " + name));
  }

  /** Whether this is a cookie of this operator's that is still good. */
  boolean isViewer(String cookie) {
    int end = cookie.length() > LONGEST ? -1 : cookie.lastIndexOf('.');
    if (end <= 0) {
      return false;
    }
    String name = cookie.substring(0, end);
    boolean sealed =
        MessageDigest.isEqual(
            cookie.substring(end + 1).getBytes(StandardCharsets.UTF_8),
            seal("view " + name).getBytes(StandardCharsets.UTF_8));
    return sealed
        && clock.instant().getEpochSecond() < Long.parseLong(name.substring(0, name.indexOf('.')));
  }

  /** Cookies do not tell the ports of one machine apart, so each has a name of its own. */
  public static String cookieName(int port) {
    return "hera-view-" + port;
  }

  private String fresh() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private String seal(String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] seal = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(seal);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
