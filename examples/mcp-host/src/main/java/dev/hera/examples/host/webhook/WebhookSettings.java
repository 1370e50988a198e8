package dev.hera.examples.host.webhook;

import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.terminal.ExitCode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is told, and by what they know that it is Hera.
 *
 * @param secret null for the one that the state directory keeps
 */
public record WebhookSettings(List<URI> urls, @Nullable WebhookSecret secret) {
  /** Nobody is told. */
  public static final WebhookSettings NONE = new WebhookSettings(List.of(), null);

  private static final Set<String> SCHEMES = Set.of("http", "https");
  private static final int LAST_PORT = 65_535;

  public WebhookSettings {
    urls = List.copyOf(urls);
  }

  /**
   * The URL that {@code --webhook} gives. A refusal does not repeat it, because it may be secret.
   *
   * @throws CannotRunException when it is none
   */
  public static URI url(String text) {
    try {
      URI url = new URI(text);
      if (isUsable(url)) {
        return url;
      }
      throw refused(null);
    } catch (URISyntaxException e) {
      throw refused(e);
    }
  }

  /** Whether receivers are told, with the secret that the state directory keeps. */
  public boolean isSignedByState() {
    return !urls.isEmpty() && secret == null;
  }

  private static boolean isUsable(URI url) {
    return SCHEMES.contains(String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT))
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawFragment() == null
        && url.getPort() != 0
        && url.getPort() <= LAST_PORT;
  }

  private static CannotRunException refused(@Nullable URISyntaxException cause) {
    String sentence =
        "--webhook needs an http or https URL with a host, without user and fragment,"
            + " for instance https://example.org/hera";
    return cause == null
        ? CannotRunException.usage(sentence)
        : new CannotRunException(ExitCode.USAGE, sentence, cause);
  }
}
