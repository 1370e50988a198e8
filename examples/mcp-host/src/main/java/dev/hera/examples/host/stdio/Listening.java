package dev.hera.examples.host.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Hands on what the host of a session says by itself, and what the hosts after it say: their client
 * is subscribed to what it was before, and told of it at once, since it may have changed meanwhile.
 * Goes on until it is closed, or a host does not know the session. Thread-safe.
 */
final class Listening implements Runnable, AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final HttpClient http;
  private final HostRequests requests;
  private final String session;
  private final @Nullable String revision;
  private final ToIntFunction<String> client;
  private final Map<String, ClientMessage> subscriptions = new LinkedHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param client takes the text of a message, and says how many there were in it
   */
  Listening(
      HttpClient http,
      HostRequests requests,
      String session,
      @Nullable String revision,
      ToIntFunction<String> client) {
    this.http = http;
    this.requests = requests;
    this.session = session;
    this.revision = revision;
    this.client = client;
  }

  /** Takes note of a request that the host granted, if it begins or ends a subscription. */
  void granted(ClientMessage request) {
    synchronized (subscriptions) {
      if (request.method().equals("resources/subscribe") && request.name() != null) {
        subscriptions.put(request.name(), request);
      } else if (request.method().equals("resources/unsubscribe")) {
        subscriptions.remove(request.name());
      }
    }
  }

  @Override
  public void run() {
    try {
      boolean goesOn = listen();
      while (goesOn && !closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        goesOn = listenAgain();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Listens until the host ends it; says whether the session may go on with another host. */
  private boolean listen() throws InterruptedException {
    try {
      HttpResponse<InputStream> response =
          http.send(requests.listen(session, revision), BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        HostMessages.read(response, body, client);
      }
      return response.statusCode() / 100 != 4;
    } catch (IOException e) {
      return true;
    }
  }

  /**
   * The same, after all that was subscribed to: a host tells of that as soon as it is listened to.
   */
  private boolean listenAgain() throws InterruptedException {
    try {
      for (ClientMessage subscription : subscriptions()) {
        http.send(requests.post(subscription, session, revision), BodyHandlers.discarding());
      }
    } catch (IOException e) {
      return true;
    }
    return listen();
  }

  private List<ClientMessage> subscriptions() {
    synchronized (subscriptions) {
      return new ArrayList<>(subscriptions.values());
    }
  }

  /** Listens no more, once the host has ended what it says now. */
  @Override
  public void close() {
    closed.countDown();
  }
}
