package dev.hera.examples.host.webhook;

import dev.hera.examples.host.state.HostFiles;
import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret that a receiver shares, in the form of Standard Webhooks: {@code whsec_} and 24 to 64
 * bytes in Base64.
 */
public final class WebhookSecret {
  /** The file of a state directory that keeps one. */
  public static final String FILE = "webhook.secret";

  /** The variable that may have one. */
  public static final String VARIABLE = "HERA_WEBHOOK_SECRET";

  private static final String PREFIX = "whsec_";
  private static final int FEWEST_BYTES = 24;
  private static final int MOST_BYTES = 64;
  private static final int NEW_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  private WebhookSecret(byte[] key) {
    this.key = new SecretKeySpec(key, ALGORITHM);
  }

  /**
   * Reads one.
   *
   * @param whence where it stands, for a refusal
   * @throws CannotRunException when it is none
   */
  public static WebhookSecret parse(String text, String whence) {
    String stripped = text.strip();
    String encoded = stripped.startsWith(PREFIX) ? stripped.substring(PREFIX.length()) : stripped;
    byte[] key = decoded(encoded, whence);
    if (key.length < FEWEST_BYTES || key.length > MOST_BYTES) {
      throw CannotRunException.usage(refusal(whence));
    }
    return new WebhookSecret(key);
  }

  private static byte[] decoded(String encoded, String whence) {
    try {
      return Base64.getDecoder().decode(encoded);
    } catch (IllegalArgumentException e) {
      throw new CannotRunException(ExitCode.USAGE, refusal(whence), e);
    }
  }

  private static String refusal(String whence) {
    return "%s needs %s and %d to %d bytes in Base64"
        .formatted(whence, PREFIX, FEWEST_BYTES, MOST_BYTES);
  }

  /**
   * The one in the file that {@code --webhook-secret-file} names.
   *
   * @throws CannotRunException when it cannot be read
   */
  public static WebhookSecret of(Path file) {
    try {
      Optional<String> kept = HostFiles.read(file);
      if (kept.isPresent()) {
        return parse(kept.get(), "--webhook-secret-file " + file);
      }
      throw CannotRunException.usage("--webhook-secret-file " + file + " is not there");
    } catch (IOException e) {
      throw new CannotRunException(
          ExitCode.USAGE, "--webhook-secret-file " + file + " cannot be read", e);
    }
  }

  /** The one that a state directory keeps, from now on if there was none. */
  public static WebhookSecret keptIn(Path state) throws IOException {
    Path file = state.resolve(FILE);
    Optional<String> kept = HostFiles.read(file);
    if (kept.isPresent()) {
      return parse(kept.get(), file.toString());
    }
    byte[] key = new byte[NEW_BYTES];
    new SecureRandom().nextBytes(key);
    HostFiles.write(file, PREFIX + Base64.getEncoder().encodeToString(key) + "\n");
    return new WebhookSecret(key);
  }

  /** What stands in {@code webhook-signature} beside this id, time and body. */
  String signature(String id, long second, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update((id + "." + second + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
