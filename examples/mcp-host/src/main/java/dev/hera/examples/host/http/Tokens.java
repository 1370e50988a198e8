package dev.hera.examples.host.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells the tokens that a host knows (H4); keeps the operator's only as its hash. Thread-safe. */
public final class Tokens {
  private static final int LONGEST = 512;

  private final byte[] operatorHash;
  private final Predicate<String> workers;
  private final Viewers viewers;

  /**
   * @param operator the operator's token
   * @param workers whether a token is one of a worker's
   */
  public Tokens(String operator, Predicate<String> workers) {
    this.operatorHash = sha256(operator);
    this.workers = workers;
    this.viewers = new Viewers(operatorHash, Clock.systemUTC());
  }

  /** Who may look at what a host with this operator shows. */
  public Viewers viewers() {
    return viewers;
  }

  /** How the sessions of hosts with this operator are named. */
  SessionIds sessionIds() {
    return new SessionIds(operatorHash);
  }

  Optional<Principal> find(String token) {
    if (token.isEmpty() || token.length() > LONGEST) {
      return Optional.empty();
    }
    if (MessageDigest.isEqual(operatorHash, sha256(token))) {
      return Optional.of(new Principal.Operator());
    }
    return workers.test(token) ? Optional.of(new Principal.Worker(token)) : Optional.empty();
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
