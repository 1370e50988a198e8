package dev.hera.examples.host.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** The requests of a client that are being answered, by their ids. Thread-safe. */
final class OpenRequests {
  private final Map<JsonNode, Open> open = new ConcurrentHashMap<>();

  private record Open(ClientMessage message, CompletableFuture<HttpResponse<InputStream>> answer) {
    /** Ends the exchange, by which the host knows that nobody waits for the answer. */
    void close() {
      if (!answer.cancel(true) && !answer.isCompletedExceptionally()) {
        try {
          answer.join().body().close();
        } catch (IOException e) {
          throw new UncheckedIOException("an answer could not be closed", e);
        }
      }
    }
  }

  /** Adds a request; what has no id is none. */
  void add(ClientMessage message, CompletableFuture<HttpResponse<InputStream>> answer) {
    if (message.id() != null) {
      open.put(message.id(), new Open(message, answer));
    }
  }

  /** Takes a request out, and says whether its client still waits for the answer. */
  boolean end(ClientMessage message, CompletableFuture<HttpResponse<InputStream>> answer) {
    return message.id() != null && open.remove(message.id(), new Open(message, answer));
  }

  /**
   * Closes the request that this message cancels, if it is of a revision without sessions: over
   * HTTP, its end is the cancellation. Says whether it was one.
   */
  boolean closedBy(ClientMessage message) {
    JsonNode id = message.cancelled();
    Open cancelled = id == null ? null : open.get(id);
    if (cancelled == null || cancelled.message().revision() == null) {
      return false;
    }
    close(cancelled);
    return true;
  }

  /** Closes what would go on for as long as its client is there. */
  void closeSubscriptions() {
    open.values().stream().filter(one -> one.message().isSubscription()).forEach(this::close);
  }

  private void close(Open ended) {
    if (open.remove(ended.message().id(), ended)) {
      ended.close();
    }
  }
}
