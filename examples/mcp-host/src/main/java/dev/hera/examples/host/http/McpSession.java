package dev.hera.examples.host.http;

import dev.hera.mcp.HeraUpdates;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCRequest;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A client's session and its requests that are being answered, or were just now. Thread-safe. */
final class McpSession {
  private static final Logger LOG = LoggerFactory.getLogger(McpSession.class);
  private static final String CANCELLED = "notifications/cancelled";

  /** For how long a cancellation may be ahead of its request, on another connection. */
  private static final Duration AHEAD = Duration.ofSeconds(2);

  private final McpStreamableServerSession session;
  private final Map<CallId, EventStream> calls = new ConcurrentHashMap<>();
  private final Map<CallId, Long> cancelledAhead = new ConcurrentHashMap<>();

  private final SessionUpdates updates;

  /**
   * @param updates what its clients are told of, or null when they are told of nothing
   */
  McpSession(McpStreamableServerSession session, @Nullable HeraUpdates updates) {
    this.session = session;
    this.updates = new SessionUpdates(updates);
  }

  /**
   * A request of a session. Whoever knows a session's id may use it, so a request is also known by
   * who sent it.
   */
  private record CallId(Object principal, Object id) {
    /** Whether a request can have it; no other value names one. */
    static boolean isId(Object id) {
      return id instanceof String || id instanceof Integer || id instanceof Long;
    }

    static CallId of(McpTransportContext context, Object id) {
      Object known = id instanceof Number number ? Long.valueOf(number.longValue()) : id;
      return new CallId(context.get(Guard.PRINCIPAL), known);
    }
  }

  /** Answers a request; a wait goes on when this returns. */
  void answer(JSONRPCRequest request, EventStream stream, McpTransportContext context) {
    CallId id = CallId.of(context, request.id());
    calls.put(id, stream);
    stream.receipt().then(() -> calls.remove(id, stream));
    if (cancelledAhead.remove(id) != null) {
      stream.abandon();
      return;
    }
    stream.during(
        in(context, handle(request, stream, context))
            .subscribe(nothing -> {}, failure -> failed(stream, failure), stream::close));
  }

  private Mono<Void> handle(
      JSONRPCRequest request, EventStream stream, McpTransportContext context) {
    return Mono.defer(
        () -> {
          try {
            updates.take(request, context);
          } catch (McpError e) {
            return stream.sendMessage(JSONRPCResponse.error(request.id(), e.getJsonRpcError()));
          }
          return session.responseStream(stream).handle(request);
        });
  }

  private static void failed(EventStream stream, Throwable failure) {
    LOG.error("A request could not be answered", failure);
    stream.abandon();
  }

  /**
   * Takes a notification and waits for nothing. A cancelled request ends at once, and what its
   * answer carried is lost. Others than those named here change nothing: of new roots, in which
   * nobody is interested, the SDK's server would ask the client.
   */
  void take(JSONRPCNotification notification, McpTransportContext context) {
    switch (notification.method()) {
      case McpSchema.METHOD_NOTIFICATION_INITIALIZED ->
          begin(in(context, session.accept(notification)));
      case CANCELLED -> {
        if (notification.params() instanceof Map<?, ?> params) {
          cancel(context, params.get("requestId"));
        }
      }
      default -> LOG.debug("A client told what changes nothing");
    }
  }

  private void cancel(McpTransportContext context, @Nullable Object id) {
    if (id != null && CallId.isId(id)) {
      cancel(CallId.of(context, id));
    }
  }

  private void cancel(CallId id) {
    long now = System.nanoTime();
    cancelledAhead.values().removeIf(at -> now - at > AHEAD.toNanos());
    cancelledAhead.put(id, now);
    EventStream stream = calls.get(id);
    if (stream != null) {
      cancelledAhead.remove(id);
      stream.abandon();
    }
  }

  /**
   * Takes an answer to what the server asked; one that nobody waits for, such as that to a question
   * of an earlier host, changes nothing.
   */
  void take(JSONRPCResponse response, McpTransportContext context) {
    begin(in(context, session.accept(response)));
  }

  /** No thread waits for its end: that may be in the client's hands. */
  private static void begin(Mono<Void> work) {
    work.subscribe(nothing -> {}, failure -> LOG.debug("A message was of no use", failure));
  }

  /** Has this stream tell what the server says of itself, and that it is alive, until it ends. */
  void listen(EventStream stream, Duration keepAlive, McpTransportContext context) {
    McpStreamableServerSession.McpStreamableServerSessionStream listening =
        session.listeningStream(stream);
    Disposable alive =
        Flux.interval(keepAlive, Schedulers.boundedElastic())
            .onBackpressureDrop()
            .subscribe(n -> stream.keepAlive());
    stream.receipt().then(alive::dispose);
    stream.during(
        () -> {
          alive.dispose();
          listening.close();
        });
    updates.tell(stream, context);
  }

  Mono<Void> tell(String method, Object params) {
    return session.sendNotification(method, params);
  }

  /** Ends the session and all that it waits for; what was answered before is not lost by it. */
  void close() {
    calls.values().stream().filter(stream -> !stream.isAnswered()).forEach(EventStream::abandon);
    updates.close();
    session.close();
  }

  private static <T> Mono<T> in(McpTransportContext context, Mono<T> work) {
    return work.contextWrite(known -> known.put(McpTransportContext.KEY, context));
  }
}
