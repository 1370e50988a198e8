package dev.hera.examples.host.webhook;

import dev.hera.Overview;
import dev.hera.error.NotFoundException;
import dev.hera.history.NamedEvent;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells receivers what needs a person, and when a plan is complete. It notes which orchestrators a
 * commit changed, looks at each on a thread of its own, and tells what is so since the last look.
 * Nobody waits for it: neither a commit nor whoever closes it.
 */
public final class Webhooks implements Consumer<List<NamedEvent>>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

  /** How long the last look may take. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final Overview overview;
  private final Signals signals = new Signals();
  private final Noticed noticed;
  private final List<Receiver> receivers;
  private final Thread thread = new Thread(this::run, "hera-webhooks");

  /**
   * @param urls whom to tell
   * @param limit how long one try may take
   */
  Webhooks(
      List<URI> urls,
      WebhookSecret secret,
      Path state,
      Overview overview,
      Clock clock,
      Backoff backoff,
      Duration limit) {
    this.overview = overview;
    this.noticed = new Noticed(state, clock, urls.size());
    this.receivers =
        urls.stream()
            .map(url -> new Receiver(url, secret, clock, backoff, signals::finished, limit))
            .toList();
    thread.setDaemon(true);
  }

  /**
   * Receivers that are told of nothing before the {@link #start}.
   *
   * @param state the state directory, which keeps what was told, and the secret if none is given
   */
  public static Webhooks of(WebhookSettings settings, Path state, Overview overview)
      throws IOException {
    WebhookSecret given = settings.secret();
    return new Webhooks(
        settings.urls(),
        given == null ? WebhookSecret.keptIn(state) : given,
        state,
        overview,
        Clock.systemUTC(),
        Backoff.REAL,
        Receiver.LIMIT);
  }

  /** Looks at all orchestrators, and from now on at those that change. */
  public void start() {
    noticed.begin(overview.orchestrators());
    overview.orchestrators().forEach(one -> signals.changed(one.name()));
    receivers.forEach(Receiver::start);
    thread.start();
  }

  /** Notes what a commit changed. */
  @Override
  public void accept(List<NamedEvent> events) {
    events.stream()
        .map(NamedEvent::orchestrator)
        .filter(Objects::nonNull)
        .distinct()
        .forEach(signals::changed);
  }

  private void run() {
    try {
      Signals.Noted noted;
      do {
        noted = signals.take();
        noted.finished().forEach(noticed::finished);
        noted.changed().forEach(this::look);
      } while (!noted.ended());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(String orchestrator) {
    try {
      noticed
          .see(overview.orchestrator(orchestrator))
          .forEach(news -> receivers.forEach(receiver -> receiver.tell(news)));
    } catch (NotFoundException e) {
      noticed.forget(orchestrator);
    } catch (RuntimeException e) {
      LOG.warn("{} is looked at again when it changes", orchestrator, e);
    }
  }

  /** Ends at once; what was not told is told by the next host of this state, if it is still so. */
  @Override
  public void close() {
    receivers.forEach(Receiver::close);
    signals.end();
    try {
      thread.join(CLOSE_LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
