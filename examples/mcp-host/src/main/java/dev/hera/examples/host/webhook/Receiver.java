package dev.hera.examples.host.webhook;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one receiver, on a thread of its own, one notification after the other. One that it does
 * not take is repeated and in the end dropped, and so is one for which there is no room. Its URL
 * may have a secret in its path, so only its authority is logged.
 */
final class Receiver implements AutoCloseable {
  /** How many notifications may wait. */
  static final int MOST_WAITING = 1_000;

  /** How often each is tried. */
  static final int TRIES = 10;

  /** How long one try may take, with whatever the receiver answers. */
  static final Duration LIMIT = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(Receiver.class);

  private final URI url;
  private final WebhookSecret secret;
  private final Clock clock;
  private final Backoff backoff;
  private final Consumer<Notification> finished;
  private final Duration limit;
  private final BlockingQueue<Notification> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(LIMIT)
          .build();
  private final Thread thread = new Thread(this::run, "hera-webhook");
  private boolean failing;

  /**
   * @param finished is told of each that was taken or dropped
   * @param limit how long one try may take
   */
  Receiver(
      URI url,
      WebhookSecret secret,
      Clock clock,
      Backoff backoff,
      Consumer<Notification> finished,
      Duration limit) {
    this.url = url;
    this.secret = secret;
    this.clock = clock;
    this.backoff = backoff;
    this.finished = finished;
    this.limit = limit;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Has this told; never waits. */
  void tell(Notification notification) {
    if (!waiting.offer(notification)) {
      LOG.warn("{} more wait for {}: {}", MOST_WAITING, authority(), dropped(notification));
      finished.accept(notification);
    }
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Notification next = waiting.take();
        deliver(next);
        finished.accept(next);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Notification notification) throws InterruptedException {
    for (int failures = 0; failures < TRIES; failures++) {
      if (failures > 0) {
        backoff.await(failures);
      }
      String problem = problem(notification);
      note(problem);
      if (problem.isEmpty()) {
        return;
      }
    }
    LOG.warn("{} took it in none of {} tries: {}", authority(), TRIES, dropped(notification));
  }

  /** What went wrong with one try; empty when it was taken. */
  private String problem(Notification notification) throws InterruptedException {
    CompletableFuture<HttpResponse<Void>> answer =
        http.sendAsync(request(notification), BodyHandlers.discarding());
    try {
      int status = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS).statusCode();
      return status / 100 == 2 ? "" : "it answered with " + status;
    } catch (ExecutionException e) {
      return String.valueOf(e.getCause());
    } catch (TimeoutException e) {
      return "it did not answer within " + limit.toMillis() + " ms";
    } finally {
      answer.cancel(true);
    }
  }

  private HttpRequest request(Notification notification) {
    byte[] body = notification.body();
    long second = clock.instant().getEpochSecond();
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .header("User-Agent", "Hera")
        .header("webhook-id", notification.id())
        .header("webhook-timestamp", Long.toString(second))
        .header("webhook-signature", secret.signature(notification.id(), second, body))
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  /** Logs the first failure after a success, and the first success after a failure. */
  private void note(String problem) {
    if (failing && problem.isEmpty()) {
      LOG.info("The webhook at {} is told again", authority());
    } else if (!failing && !problem.isEmpty()) {
      LOG.warn("The webhook at {} is tried again: {}", authority(), problem);
    }
    failing = !problem.isEmpty();
  }

  private String authority() {
    return url.getScheme() + "://" + url.getAuthority();
  }

  private static String dropped(Notification notification) {
    return notification.type() + " " + notification.id() + " is dropped";
  }

  /** Ends it at once; what waits is not told. */
  @Override
  public void close() {
    thread.interrupt();
  }
}
