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
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Follows what happens in an orchestrator of a host, on a thread of its own. */
public final class RemoteEvents implements AutoCloseable {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final long AGAIN_MILLIS = 500;

  private final HttpRequest request;
  private final Consumer<Boolean> told;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(CONNECT_LIMIT)
          .build();
  private final Thread thread = new Thread(this::run, "hera-follow");

  /**
   * @param host where it listens, with any path
   * @param token the operator's
   * @param told is given true when the host was reached and with each event, false when it is lost
   */
  public RemoteEvents(URI host, String token, String orchestrator, Consumer<Boolean> told) {
    String name = URLEncoder.encode(orchestrator, StandardCharsets.UTF_8).replace("+", "%20");
    this.request =
        HttpRequest.newBuilder(host.resolve("/api/orchestrators/" + name + "/events"))
            .header("Authorization", "Bearer " + token)
            .header("Accept", "text/event-stream")
            .build();
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
        read();
        told.accept(false);
        TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Reads one stream to its end. */
  private void read() throws InterruptedException {
    try {
      HttpResponse<Stream<String>> answer = http.send(request, BodyHandlers.ofLines());
      try (Stream<String> lines = answer.body()) {
        if (answer.statusCode() == 200) {
          told.accept(true);
          lines.filter(line -> line.startsWith("data:")).forEach(line -> told.accept(true));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // The host is gone for now; what it does not answer is told as lost.
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
