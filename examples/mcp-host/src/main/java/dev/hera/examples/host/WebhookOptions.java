package dev.hera.examples.host;

import dev.hera.examples.host.terminal.CannotRunException;
import dev.hera.examples.host.webhook.WebhookSecret;
import dev.hera.examples.host.webhook.WebhookSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whom a host tells what needs a person. */
final class WebhookOptions {
  @Option(
      names = "--webhook",
      paramLabel = "URL",
      description = {
        "where signed requests go for what is held, failed, needs attention or is complete;",
        "repeatable"
      })
  private List<String> urls = List.of();

  @Option(
      names = "--webhook-secret-file",
      paramLabel = "PATH",
      description = {
        "the file with their secret, whsec_ and Base64; by default $HERA_WEBHOOK_SECRET,",
        "else one that is made in the state directory"
      })
  private @Nullable Path secretFile;

  WebhookSettings settings() {
    if (secretFile != null && urls.isEmpty()) {
      throw CannotRunException.usage("--webhook-secret-file needs a --webhook that it is for");
    }
    return urls.isEmpty()
        ? WebhookSettings.NONE
        : new WebhookSettings(
            urls.stream().map(WebhookSettings::url).distinct().toList(), secret());
  }

  private @Nullable WebhookSecret secret() {
    if (secretFile != null) {
      return WebhookSecret.of(secretFile);
    }
    return Optional.ofNullable(System.getenv(WebhookSecret.VARIABLE))
        .filter(text -> !text.isBlank())
        .map(text -> WebhookSecret.parse(text, WebhookSecret.VARIABLE))
        .orElse(null);
  }
}
