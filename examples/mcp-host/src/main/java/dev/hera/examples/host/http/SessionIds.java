package dev.hera.examples.host.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names sessions so that a later host of the same operator knows those of an earlier one. An id
 * gives no rights: each request has its token. Thread-safe.
 */
final class SessionIds {
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  SessionIds(byte[] secret) {
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /** The id of a new session that the SDK named so. */
  String of(String name) {
    return name + "." + seal(name);
  }

  /** Whether a host of this operator made the id. */
  boolean isOwn(String id) {
    int end = id.lastIndexOf('.');
    return end > 0
        && MessageDigest.isEqual(
            id.getBytes(StandardCharsets.UTF_8),
            of(id.substring(0, end)).getBytes(StandardCharsets.UTF_8));
  }

  private String seal(String name) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] seal = mac.doFinal(("session " + name).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(seal);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
