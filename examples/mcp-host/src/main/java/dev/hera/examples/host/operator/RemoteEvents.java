package dev.hera.examples.host.operator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Follows what happens in an orchestrator of a host, on a thread of its own, also when the host is
 * started again elsewhere.
 */
public final class RemoteEvents implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final long AGAIN_MILLIS = 500;

  private final Supplier<Optional<URI>> host;
  private final String token;
  private final String path;
  private final Consumer<Optional<URI>> told;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(CONNECT_LIMIT)
          .build();
  private final Thread thread = new Thread(this::run, "hera-follow");

  /**
   * @param host where it listens now, with any path; empty while it does not
   * @param token the operator's
   * @param told is given where the host is when it was reached and with each event, and nothing
   *     when it is lost
   */
  public RemoteEvents(
      Supplier<Optional<URI>> host,
      String token,
      String orchestrator,
      Consumer<Optional<URI>> told) {
    String name = URLEncoder.encode(orchestrator, StandardCharsets.UTF_8).replace("+", "%20");
    this.host = host;
    this.token = token;
    this.path = "/api/orchestrators/" + name + "/events";
    this.told = told;
  }

  /** Begins to follow. */
  public void follow() {
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Optional<URI> now = host.get();
        if (now.isPresent()) {
          read(now.get());
        }
        told.accept(Optional.empty());
        TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads one stream to its end. A host that has none to give was reached all the same. */
  private void read(URI url) throws InterruptedException {
    try {
      HttpResponse<Stream<String>> answer = http.send(request(url), BodyHandlers.ofLines());
      try (Stream<String> lines = answer.body()) {
        told.accept(Optional.of(url));
        lines
            .filter(line -> line.startsWith("data:"))
            .forEach(line -> told.accept(Optional.of(url)));
      }
    } catch (IOException | UncheckedIOException e) {
      // The host is gone for now; what it does not answer is told as lost.
    }
  }

  private HttpRequest request(URI url) {
    return HttpRequest.newBuilder(url.resolve(path))
        .header("Authorization", "Bearer " + token)
        .header("Accept", "text/event-stream")
        .build();
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
